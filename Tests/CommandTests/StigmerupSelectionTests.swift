import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `show`, `which`, `run` and what the shim hands over: which toolchain, and why.
@Suite struct StigmerupSelectionTests {
  let home: StigmerupHome

  init() throws { home = try StigmerupHome.usual() }

  // MARK: show

  @Test func `show tells the active toolchain, the rule, the default and the home`() throws {
    let run = try home.stigmerup("show")
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "active:   1.4.2   the default, selector \"stable\"")
    #expect(lines.dropFirst().first == "default:  stable → 1.4.2")
    #expect(lines.last?.hasPrefix("home:     \(home.home), 2 toolchains, ") == true)
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `show names the pin, with the person's folder as a tilde`() throws {
    try home.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = \"1.5\"\n")
    let run = try home.stigmerup("show", in: try home.scratch.folder("user/project/deep/below"))
    #expect(
      run.output.hasPrefix(
        "active:   1.5.0 (CLI only)   pin ~/project/stigmer-toolchain.toml, selector \"1.5\"\n"))
  }

  @Test func `show names the override, the variable, the argument and what was inherited`() throws {
    #expect(try home.stigmerup("override", "set", "1.5.0").status == 0)
    #expect(
      try home.stigmerup("show").output
        .hasPrefix("active:   1.5.0 (CLI only)   override of ~/project, selector \"1.5.0\"\n"))
    home.variables["STIGMERUP_TOOLCHAIN"] = "1.4"
    #expect(
      try home.stigmerup("show").output
        .hasPrefix("active:   1.4.2   STIGMERUP_TOOLCHAIN, selector \"1.4\"\n"))
    #expect(
      try home.stigmerup("+1.5", "show").output
        .hasPrefix("active:   1.5.0 (CLI only)   the first argument, selector \"1.5\"\n"))
    home.variables = ["STIGMERUP_INHERITED": "trees/\(home.tree("b").lastComponent?.string ?? "")"]
    #expect(try home.stigmerup("override", "unset").status == 0)
    #expect(
      try home.stigmerup("show").output
        .hasPrefix("active:   1.5.0 (CLI only)   STIGMERUP_INHERITED\n"))
  }

  @Test func `show says what is missing and how to get it, and succeeds`() throws {
    home.variables["STIGMERUP_TOOLCHAIN"] = "1.6"
    let run = try home.stigmerup("show")
    #expect(
      run.output.hasPrefix(
        "active:   not installed   STIGMERUP_TOOLCHAIN, selector \"1.6\"\n"
          + "          to install it: stigmerup install 1.6\n"))
    #expect(run.status == 0)
  }

  @Test func `show without a default says so, and succeeds`() throws {
    #expect(try home.stigmerup("default", "none").status == 0)
    let run = try home.stigmerup("show")
    #expect(
      run.output.hasPrefix(
        "active:   none   nothing is selected, and there is no default\n"
          + "          to set one: stigmerup default stable\ndefault:  none\n"))
    #expect(run.status == 0)
    let json = try home.stigmerup("show", "--json").json()
    #expect(try json.optional("active") == nil)
    #expect(try json.optional("default") == nil)
  }

  @Test func `show --json has the members that scripts rely on`() throws {
    let run = try home.stigmerup("show", "--json")
    let json = try run.json()
    #expect(try json.required("schema").integer(in: 0...9) == 1)
    #expect(try json.required("home").string() == home.home.string)
    #expect(try json.required("default").string() == "stable")
    let active = try json.required("active")
    #expect(try active.required("toolchain").string() == "1.4.2")
    #expect(try active.required("version").string() == "1.4.2")
    #expect(try active.required("selector").string() == "stable")
    #expect(try active.required("reason").string() == "default")
    #expect(try active.required("source").string() == home.home.appending("default").string)
    #expect(try active.required("path").string() == home.tree("a").string)
    #expect(try json.required("toolchains").elements(limit: 10).count == 2)
    #expect(run.errors == "" && run.status == 0)
  }

  // MARK: which

  @Test func `which prints the real path alone, and the rule beside it`() throws {
    let run = try home.stigmerup("which", "stigmer")
    #expect(run.output == "\(home.tree("a"))/components/stigmer/stigmer\n")
    #expect(run.errors == "selected by the default, selector \"stable\"\n")
    #expect(run.status == 0)
    #expect(try home.stigmerup("which", "-q", "stigmer").errors == "")
  }

  @Test func `+beta which answers for beta`() throws {
    try home.release("1.6.0-beta.1", digit: "c", signedBy: ["beta"]).channel("beta", "1.6.0-beta.1")
    let run = try home.stigmerup("+beta", "which", "agent-runner", "--json")
    let json = try run.json()
    #expect(
      try json.required("path").string() == "\(home.tree("c"))/components/agent-runner/agent-runner"
    )
    #expect(try json.required("version").string() == "1.6.0-beta.1")
    #expect(try json.required("reason").string() == "argument")
    #expect(try json.required("program").string() == "agent-runner")
  }

  static let failures: [(selector: String, program: String, error: String, hint: String)] = [
    (
      "1.6", "stigmer", "'1.6' is not installed, selected by STIGMERUP_TOOLCHAIN",
      "stigmerup install '1.6'"
    ),
    (
      "1.5", "agent-runner",
      "the toolchain chosen brings no program 'agent-runner', selected by STIGMERUP_TOOLCHAIN",
      "it was installed without its runner; install it whole: stigmerup install --profile standard"
    ),
    (
      "stable", "nonesuch",
      "the toolchain chosen brings no program 'nonesuch', selected by STIGMERUP_TOOLCHAIN",
      "see what it brings: stigmerup list"
    ),
    (
      "mine", "stigmer",
      "there is no toolchain named 'mine' on this machine, selected by STIGMERUP_TOOLCHAIN",
      "stigmerup toolchain link 'mine' FOLDER, or choose another: stigmerup list"
    ),
    (
      "a/b", "stigmer",
      "'a/b' names no channel, version or linked build, selected by STIGMERUP_TOOLCHAIN",
      "a channel (stable, beta, dev), a version (1.4.2, 1.4), or a linked name: stigmerup list"
    ),
  ]

  @Test(arguments: failures)
  func `which says why there is no program`(
    selector: String, program: String, error: String, hint: String
  ) throws {
    home.variables["STIGMERUP_TOOLCHAIN"] = selector
    let run = try home.stigmerup("which", program)
    #expect(run.errors == "error: \(error)\nhint: \(hint)\n")
    #expect(run.output == "" && run.status == 1)
  }

  // MARK: run

  @Test func `run starts a program of the toolchain, and passes its status on`() throws {
    let run = try home.stigmerup("run", "1.5.0", "stigmer", "exit", "7", "--help", "-q")
    #expect(
      run.output == """
        stigmer 1.5.0: exit 7 --help -q
        toolchain=1.5.0 inherited=trees/\(home.tree("b").lastComponent?.string ?? "")

        """)
    #expect(run.errors == "" && run.status == 7)
  }

  @Test func `run starts another program with the toolchain chosen and our programs first`() throws
  {
    let run = try home.stigmerup(
      "run", "stable", "sh", "-c", "echo \"$0 $STIGMERUP_TOOLCHAIN\"; echo \"$PATH\"; exit 3")
    #expect(run.output == "sh stable\n\(home.home)/bin:/usr/bin:/bin\n")
    #expect(run.status == 3)
  }

  @Test func `run takes a path`() throws {
    try home.scratch.write("user/project/it.sh", "#!/bin/sh\necho \"it $1\"\n", mode: 0o755)
    let run = try home.stigmerup("run", "stable", "./it.sh", "x")
    #expect(run.output == "it x\n" && run.status == 0)
  }

  @Test func `run says what it did not find, with a shell's statuses`() throws {
    let missing = try home.stigmerup("run", "stable", "nonesuch")
    #expect(
      missing.errors == """
        error: 'nonesuch' is neither a program of the toolchain nor on PATH
        hint: what a toolchain brings: stigmerup list

        """)
    #expect(missing.status == 127)
    try home.scratch.write("user/project/data", "no program")
    let data = try home.stigmerup("run", "stable", "./data")
    #expect(data.errors == "error: './data' is not an executable file\n" && data.status == 126)
  }

  @Test func `run does not install what it may not`() throws {
    for variables in [["STIGMERUP_AUTO_INSTALL": "0"], [:]] {
      home.variables = variables
      let run =
        variables.isEmpty
        ? try home.stigmerup("run", "--no-auto-install", "1.6", "stigmer")
        : try home.stigmerup("run", "1.6", "stigmer")
      #expect(
        run.errors == """
          error: '1.6' is not installed, selected by 'stigmerup run'
          hint: stigmerup install '1.6'

          """)
      #expect(run.status == 1)
    }
  }

  @Test func `run suggests the channel that was meant`() throws {
    let run = try home.stigmerup("run", "stabel", "stigmer")
    #expect(
      run.errors == """
        error: 'stabel' names no channel, version or linked build
        hint: did you mean 'stable'?

        """)
    #expect(run.status == 2)
  }

  // MARK: what the shim hands over

  @Test func `what the shim hands over goes on into the program, arguments untouched`() throws {
    home.variables["STIGMERUP_HANDED_OVER"] = "1"
    let run = try home.stigmerup("shim-fallback", "stigmer", "+1.5", "--help", "+x", "--", "-q")
    #expect(run.output.hasPrefix("stigmer 1.5.0: --help +x -- -q\n") && run.status == 0)
  }

  @Test func `a channel misspelt to a program is told apart from a build that is missing`() throws {
    let run = try home.stigmerup("shim-fallback", "stigmer", "+stabel")
    #expect(
      run.errors == """
        error: there is no toolchain named 'stabel' on this machine, selected by the first argument
        hint: did you mean 'stable'?

        """)
    #expect(run.status == 1)
  }

  @Test func `which names the default in words`() throws {
    let run = try home.stigmerup("which", "nonesuch")
    #expect(
      run.errors.hasPrefix(
        "error: the toolchain chosen brings no program 'nonesuch', "
          + "selected by the default (stable)\n"))
    #expect(run.status == 1)
  }

  @Test func `run of a runner that is not here says how to get it`() throws {
    let run = try home.stigmerup("run", "1.5.0", "agent-runner")
    #expect(
      run.errors.hasSuffix(
        "hint: it was installed without its runner; install it whole: "
          + "stigmerup install --profile standard\n"))
    #expect(run.status == 127)
  }

  @Test func `a pin that only a full parser understands is obeyed`() throws {
    try home.scratch.write(
      "user/project/stigmer-toolchain.toml",
      "toolchain = { channel = \"1.5\", components = [ ] }\n")
    let run = try home.stigmerup("shim-fallback", "stigmer")
    #expect(run.output.hasPrefix("stigmer 1.5.0: \n") && run.status == 0)
  }
}
