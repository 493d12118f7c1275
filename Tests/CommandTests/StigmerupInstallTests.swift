import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// From `init` to updates, against repositories made by the built publisher.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupInstallTests {
  // MARK: init

  @Test func `the transcript works as written`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try repository.initialize()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("stigmer 1.0.0 is installed.\n"))
    #expect(run.errors.contains("stigmer        stable (1.0.0): agent-runner, stigmer\n"))
    #expect(try repository.stigmer("server").output == "stigmer 1.0.0: server\n")
    let chosen = try repository.stigmerup("default", "beta")
    #expect(chosen.output.hasSuffix("default is now beta (1.1.0-beta.1)\n") && chosen.status == 0)
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.0.0 (unchanged)\nbeta     1.1.0-beta.1 (unchanged)\n")
    #expect(update.errors == "" && update.status == 0)
    #expect(
      try repository.stigmer("+stable", "server", "status").output.hasPrefix("stigmer 1.0.0:"))
    #expect(try repository.stigmer("x").output == "stigmer 1.1.0-beta.1: x\n")
  }

  @Test func `init shows its plan, and installs what the plan says`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try repository.initialize("--default", "beta", "--profile", "minimal")
    #expect(run.errors.contains("  folder         \(repository.person.home)\n"))
    #expect(run.errors.contains("  releases from  \(repository.url)\n"))
    #expect(run.errors.contains("  trust          the repository's root 1\n"))
    #expect(run.errors.contains("  stigmer        beta (1.1.0-beta.1): stigmer\n"))
    #expect(run.errors.contains("  shells         left as they are\n"))
    #expect(run.errors.contains("\ndownloading 1.1.0-beta.1 ("))
    #expect(
      try repository.stigmerup("list").output.hasSuffix("beta, default  stigmer (CLI only)\n"))
    #expect(
      try repository.person.scratch.read("home/settings.toml")
        == "repository = \"\(repository.url)\"\nprofile = \"minimal\"\n")
  }

  @Test func `init twice changes nothing`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let before = try repository.state().filter { !$0.contains("receipt.json") }
    let again = try repository.initialize()
    #expect(again.errors.contains("0.1.0 (here already: what is missing is repaired)\n"))
    #expect(again.errors.contains("stable (1.0.0): agent-runner, stigmer, here already\n"))
    #expect(again.status == 0)
    #expect(try repository.state().filter { !$0.contains("receipt.json") } == before)
  }

  @Test(arguments: [["--no-install"], ["--default", "none"], ["--channel", "none"]])
  func `the manager and its trust can be had alone`(options: [String]) throws {
    let repository = try StigmerupRepository.usual()
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "self", "install", "-y", "--no-modify-path", "--repository", repository.url, "--root",
        repository.root.string,
      ] + options,
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.output.hasPrefix("stigmerup is installed; no toolchain yet.\n") && run.status == 0)
    #expect(try repository.stigmerup("list").output == "")
    #expect(try repository.stigmerup("install", "stable").status == 0)
  }

  @Test func `init without a terminal and without -y changes and fetches nothing`() throws {
    let home = try StigmerupHome()
    let run = try home.stigmerup(
      "init", "--repository", "http://127.0.0.1:1", "--root", "/nonexistent")
    #expect(
      run.errors == """
        error: cannot ask without a terminal
        hint: … | sh -s -- -y, or here: stigmerup self install -y

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot() == ["user/", "user/project/"])
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `init asks at a terminal, and takes no for an answer`() throws {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    func initialize(_ answer: String) throws -> StigmerupRun {
      try StigmerupRun.atTerminal(
        StigmerupRun.programs.appending("stigmerup"),
        "init --no-modify-path --repository '\(repository.url)' --root '\(repository.root)'",
        answer: answer, environment: person.environment, in: person.project)
    }
    let no = try initialize("n\n")
    #expect(no.output.contains("Proceed? [Y/n] ") && no.status == 1)
    #expect(no.output.contains("nothing was changed"))
    #expect(try Directory(person.scratch.path).status("home") == nil)
    let yes = try initialize("\n")
    #expect(yes.output.contains("stigmer 1.0.0 is installed.") && yes.status == 0)
  }

  static let refusals: [(arguments: [String], error: String)] = [
    (["--root", "/nonexistent/root.json"], "error: cannot open the folder '/nonexistent': "),
    (["--default", "9.9"], "error: no release matches '9.9' in 'stable'\n"),
    (["--default", "dev"], "error: nothing has been published to channel 'dev' yet\n"),
    (["--default", "a/b"], "error: 'a/b' names no channel, version or linked build\n"),
    (["--repository", "file:///nonexistent"], "error: "),
    (["--repository", "ftp://example.org"], "error: "),
  ]

  @Test(arguments: refusals)
  func `init that fails leaves nothing behind`(arguments: [String], error: String) throws {
    let repository = try StigmerupRepository.usual()
    var all = [
      "init", "-y", "--no-modify-path", "--repository", repository.url, "--root",
      repository.root.string,
    ]
    if arguments.first == "--repository" { all.removeSubrange(3...4) }
    if arguments.first == "--root" { all.removeSubrange(5...6) }
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), all + arguments,
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.errors.hasPrefix(error), "\(run.errors)")
    #expect(run.output == "" && run.status == 1)
    #expect(try Directory(repository.person.scratch.path).status("home") == nil)
  }

  @Test func `init --home installs there`() throws {
    let repository = try StigmerupRepository.usual()
    repository.person.variables["STIGMERUP_HOME"] = ""
    let run = try repository.initialize("--home", "../elsewhere")
    #expect(run.status == 0, "\(run.errors)")
    let program = repository.person.userHome.appending("elsewhere/bin/stigmer")
    let started = try StigmerupRun.run(
      program, ["x"], environment: repository.person.environment, in: "/")
    #expect(started.output == "stigmer 1.0.0: x\n")
  }

  @Test func `the shells' files get one line, and lose it again`() throws {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    try person.scratch.write("user/.profile", "# theirs")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      ["init", "-y", "--repository", repository.url, "--root", repository.root.string],
      environment: person.environment, in: person.project)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("add a line to \(person.userHome)/.profile\n"))
    #expect(try person.scratch.read("user/.profile")?.contains("/home/env") == true)
    #expect(try repository.stigmerup("self", "uninstall", "-y").status == 0)
    #expect(try person.scratch.read("user/.profile") == "# theirs")
    #expect(try Directory(person.scratch.path).status("home") == nil)
  }

  @Test func `another stigmer on PATH is named with the way to remove it`() throws {
    let repository = try StigmerupRepository.usual()
    let other = try repository.person.scratch.write("user/bin/stigmer", "#!/bin/sh\n", mode: 0o755)
    repository.person.variables["PATH"] = "\(repository.person.userHome)/bin:/usr/bin:/bin"
    let run = try repository.initialize()
    #expect(run.errors.contains("there are other programs called 'stigmer' on PATH:\n"))
    #expect(run.errors.contains("\(other)") && run.errors.contains("to remove it: "))
    #expect(try repository.person.scratch.read("user/bin/stigmer") == "#!/bin/sh\n")
  }

  // MARK: install

  @Test func `install says what it did, once`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let run = try repository.stigmerup("install", "beta")
    #expect(run.output == "installed 1.1.0-beta.1 (agent-runner, stigmer)\nbeta is 1.1.0-beta.1\n")
    #expect(run.errors.hasPrefix("downloading 1.1.0-beta.1 (") && run.status == 0)
    let again = try repository.stigmerup("install", "beta")
    #expect(again.output == "1.1.0-beta.1 is installed already\n")
    #expect(again.errors == "" && again.status == 0)
    let quiet = try repository.stigmerup("install", "-q", "1.0.0", "beta")
    #expect(quiet.errors == "" && quiet.status == 0)
  }

  @Test func `install goes on after a name that is none`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let run = try repository.stigmerup("install", "9.9", "stable", "stabel")
    #expect(run.output == "installed 1.0.0 (agent-runner, stigmer)\nstable is 1.0.0\n")
    #expect(run.errors.contains("error: no release matches '9.9' in 'stable'\n"))
    #expect(run.errors.hasSuffix("hint: did you mean 'stable'?\n") && run.status == 1)
  }

  @Test func `a version is asked of the channel that is named`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let stable = try repository.stigmerup("install", "1.1.0-beta.1")
    #expect(stable.errors.hasPrefix("error: no release matches '1.1.0-beta.1' in 'stable'\n"))
    let beta = try repository.stigmerup("install", "1.1.0-beta.1", "--from", "beta")
    #expect(beta.output == "installed 1.1.0-beta.1 (agent-runner, stigmer)\n" && beta.status == 0)
    let manager = try repository.stigmerup("install", "1.0.0", "--from", "stigmerup")
    #expect(manager.status == 2)
  }

  @Test func `profiles and components choose what is installed`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let minimal = try repository.stigmerup("install", "stable", "--profile", "minimal")
    #expect(minimal.output == "installed 1.0.0 (stigmer)\nstable is 1.0.0\n")
    #expect(minimal.errors.hasSuffix("1.0.0 is the CLI alone: it brings no agent-runner\n"))
    let more = try repository.stigmerup(
      "install", "stable", "--profile", "minimal", "--component", "agent-runner")
    #expect(more.output == "installed 1.0.0 (agent-runner, stigmer)\n")
    let unknown = try repository.stigmerup("install", "stable", "--component", "nope")
    #expect(
      unknown.errors
        == "error: 1.0.0 has no component 'nope'; it has agent-runner and stigmer\n")
    #expect(unknown.status == 1)
  }

  @Test func `install without a selector follows the pin, components included`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    try repository.person.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = '1.0'\nprofile = 'minimal'\n")
    let run = try repository.stigmerup("install")
    #expect(run.output == "installed 1.0.0 (stigmer)\n" && run.status == 0)
    #expect(
      run.errors.hasPrefix(
        "this folder selects 1.0 (pin ~/project/stigmer-toolchain.toml, selector \"1.0\")\n"))
  }

  @Test func `what is missing is installed by the shim and by run, and said`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let shim = try repository.stigmer("+beta", "x")
    #expect(shim.output == "stigmer 1.1.0-beta.1: x\n" && shim.status == 0)
    #expect(shim.errors.hasPrefix("installing beta, selected by first argument\ndownloading "))
    #expect(shim.errors.hasSuffix("\ninstalled 1.1.0-beta.1\n"))
    try repository.publish("1.2.0", to: "stable")
    let run = try repository.stigmerup("run", "1.2", "stigmer", "fail")
    #expect(run.output == "stigmer 1.2.0: fail\n" && run.status == 3)
    #expect(run.errors.hasPrefix("installing 1.2, selected by STIGMERUP_TOOLCHAIN\n"))
  }

  // MARK: update and check

  @Test func `check and update say the same, and update does it`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    #expect(try repository.stigmerup("install", "beta").status == 0)
    let nothing = try repository.stigmerup("check")
    #expect(nothing.output == "stable   1.0.0 (current)\nbeta     1.1.0-beta.1 (current)\n")
    #expect(nothing.status == 0)
    try repository.publish("1.1.0", to: "beta")
    try repository.promote("1.1.0", from: "beta", to: "stable")
    let news = "stable   1.0.0 -> 1.1.0\nbeta     1.1.0-beta.1 -> 1.1.0\n"
    let check = try repository.stigmerup("check")
    #expect(check.output == news && check.errors == "" && check.status == 100)
    let before = try repository.state()
    #expect(try repository.stigmerup("check", "beta").output == "beta     1.1.0-beta.1 -> 1.1.0\n")
    #expect(try repository.state() == before)
    let update = try repository.stigmerup("update")
    #expect(update.output == news && update.status == 0)
    #expect(update.errors.hasPrefix("downloading 1.1.0 ("))
    #expect(try repository.stigmer("x").output == "stigmer 1.1.0: x\n")
    #expect(try repository.stigmerup("check").status == 0)
  }

  @Test func `check --json has the members that scripts rely on`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let run = try repository.stigmerup("check", "--json")
    let updates = try run.json().required("updates").elements(limit: 5)
    let update = try #require(updates.first)
    #expect(try update.required("selector").string() == "stable")
    #expect(try update.required("present").string() == "1.0.0")
    #expect(try update.required("offered").string() == "1.0.1")
    #expect(try update.required("channel").string() == "stable")
    #expect(try update.required("newer").boolean() && !update.required("lower").boolean())
    #expect(try run.json().required("stigmerup").required("present").string() == "0.1.0")
    #expect(run.status == 100)
  }

  @Test func `a channel that went back is followed, and that is said`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.publish("1.1.0", to: "stable")
    try repository.initialize()
    try repository.publisher(
      "channel", "publish", "1.0.0", "--to", "stable", "--repo", repository.path.string, "--keys",
      "\(repository.person.scratch.path)/keys", "-y")
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.1.0 -> 1.0.0 (lower: the channel went back)\n")
    #expect(update.status == 0)
  }

  @Test func `a channel that fails leaves the others be`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    #expect(try repository.stigmerup("install", "beta").status == 0)
    try repository.publish("1.0.1", to: "stable")
    try repository.publish("1.1.0", to: "beta")
    try spoilChannel("beta", of: repository)
    for command in ["check", "update"] {
      let run = try repository.stigmerup(command)
      #expect(run.output == "stable   1.0.0 -> 1.0.1\n")
      #expect(run.errors.contains("error: ") && run.errors.contains("beta"), "\(run.errors)")
      #expect(run.status == 1)
    }
    #expect(try repository.stigmer("+beta", "x").output == "stigmer 1.1.0-beta.1: x\n")
  }

  /// Rubbish in place of the newest metadata of one channel's role.
  private func spoilChannel(_ channel: String, of repository: StigmerupRepository) throws {
    let names = try Directory(repository.path).openDirectory("metadata").names()
      .filter { $0.hasSuffix(".\(channel).json") }
    for name in names { try repository.person.scratch.write("repo/metadata/\(name)", "<html>") }
  }

  @Test func `a release whose smoke test fails is not switched to, and its output is shown`() throws
  {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable", smokeTest: "stigmer works")
    try repository.breakPrograms()
    let before = try repository.state()
    let update = try repository.stigmerup("update", "--no-self-update")
    #expect(
      update.errors.hasSuffix(
        """
        error: the smoke test of 1.0.1 failed: 'stigmer works' ended with status 9, and printed:
               stigmer 1.0.1: works
               something is missing
        hint: nothing was switched or published; what ran before still runs

        """))
    #expect(update.output == "" && update.status == 1)
    #expect(try repository.state() == before)
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
  }

  @Test func `update without a channel says so`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let run = try repository.stigmerup("update")
    #expect(run.errors == "no channel is installed: stigmerup install stable\n")
    #expect(run.output == "" && run.status == 0)
  }

  // MARK: what can be installed

  @Test func `list --available tells versions, dates, sizes and what is here`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let run = try repository.stigmerup("list", "--available")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4 && lines.first == "stable" && lines[2] == "beta")
    #expect(lines[1].contains(/^  1\.0\.0  \d{4}-\d\d-\d\d  \d+ B  current, installed$/))
    #expect(lines[3].contains(/^  1\.1\.0-beta\.1  \d{4}-\d\d-\d\d  \d+ B  current$/))
    let partial = try repository.stigmerup("list", "--available", "1.1")
    #expect(partial.output.hasPrefix("beta\n  1.1.0-beta.1  "))
    let none = try repository.stigmerup("list", "--available", "7")
    #expect(none.errors == "there is nothing to install for '7'\n" && none.status == 0)
    let wrong = try repository.stigmerup("list", "--available", "bata")
    #expect(wrong.errors.hasSuffix("hint: did you mean 'beta'?\n") && wrong.status == 1)
  }

  @Test func `list --available --json tells the same`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let available = try repository.stigmerup("list", "--available", "stable", "--json").json()
      .required("available").elements(limit: 5)
    let release = try #require(available.first)
    #expect(try release.required("channel").string() == "stable")
    #expect(try release.required("version").string() == "1.0.0")
    #expect(try release.required("current").boolean() && release.required("installed").boolean())
    #expect(try release.required("size").integer(in: 1...100_000) > 0)
    #expect(Instant(try release.required("published").string()) != nil)
  }

  // MARK: without a network, without rights

  @Test func `offline uses what is here, and says what is missing`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try Directory(repository.person.scratch.path).removeTree("repo")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let list = try repository.stigmerup("list", "--available", "stable", "--offline")
    #expect(list.output.hasPrefix("stable\n  1.0.0  ") && list.status == 0)
    let beta = try repository.stigmerup("--offline", "install", "beta")
    #expect(
      beta.errors == """
        error: the index of channel 'beta' is not on this machine, and --offline forbids to fetch it
        hint: run it again without --offline

        """)
    #expect(beta.status == 1)
    let update = try repository.stigmerup("update")
    #expect(update.errors.hasPrefix("error: ") && update.status == 1)
  }

  @Test(
    .enabled(if: StigmerupRun.isRoot, "needs root, to become another user"),
    arguments: [["check"], ["list", "--available"]])
  func `another user's home can be asked about what is new`(arguments: [String]) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let before = try repository.person.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project,
      wrapper: ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    #expect(run.output.contains("1.0.1"), "\(run.errors)")
    #expect(run.errors == "" && run.status == (arguments == ["check"] ? 100 : 0))
    #expect(try repository.person.scratch.snapshot("home") == before)
  }

  // MARK: over a server

  @Test func `the publisher's own server serves all of it`() throws {
    let repository = try StigmerupRepository.usual()
    let publish = StigmerupRun.programs.appending("stigmerup-publish").string
    let script = """
      "$1" serve "$2" --port 0 >url 2>server-errors & server=$!
      trap 'kill $server' EXIT
      for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s url ] && break; sleep 0.2; done
      read -r url <url
      "$0" init -y --no-modify-path --repository "$url" --root "$2/metadata/1.root.json" || exit
      "$STIGMERUP_HOME/bin/stigmerup" -v check
      """
    let run = try StigmerupRun.run(
      "/bin/sh",
      [
        "-c", script, StigmerupRun.programs.appending("stigmerup").string, publish,
        repository.path.string,
      ],
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("stigmer 1.0.0 is installed.\n"))
    #expect(run.output.hasSuffix("stable   1.0.0 (current)\n"))
    #expect(run.errors.contains("GET http://127.0.0.1:"))
  }
}
