import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `default`, `list` and `uninstall` on what is here.
@Suite struct StigmerupDefaultTests {
  let home: StigmerupHome

  init() throws { home = try StigmerupHome.usual() }

  @Test func `default prints what is set`() throws {
    #expect(try home.stigmerup("default").output == "stable (1.4.2)\n")
  }

  @Test(arguments: [
    ("1.5.0", "1.5.0", "toolchains/1.5.0"), ("v1.5.0", "1.5.0", "toolchains/1.5.0"),
    ("1.5", "1.5 (1.5.0)", "select/1.5"), ("stable", "stable (1.4.2)", "channels/stable"),
    ("latest", "stable (1.4.2)", "channels/stable"),
  ])
  func `default sets what is here without asking anybody`(
    selector: String, text: String, link: String
  ) throws {
    let run = try home.stigmerup("default", selector)
    #expect(run.output == "default is now \(text)\n")
    #expect(run.errors == "" && run.status == 0)
    #expect(try Directory(home.home).readLink("default") == link)
  }

  @Test func `default none unsets it, and then there is none`() throws {
    let run = try home.stigmerup("default", "none")
    #expect(run.output == "default is now none (was stable)\n" && run.status == 0)
    let none = try home.stigmerup("default")
    #expect(none.errors == "error: no default is set\nhint: stigmerup default stable\n")
    #expect(none.output == "" && none.status == 1)
  }

  @Test func `a default that is not here says so`() throws {
    try home.defaulting(to: "channels/beta")
    #expect(try home.stigmerup("default").output == "beta (not installed)\n")
  }

  static let refusals: [(String, String, String)] = [
    ("stabel", "'stabel' names no channel, version or linked build", "did you mean 'stable'?"),
    ("bate", "'bate' names no channel, version or linked build", "did you mean 'beta'?"),
    (
      "1.4.2.3", "'1.4.2.3' names no channel, version or linked build",
      "a channel (stable, beta, dev), a version (1.4.2, 1.4), or a linked name: stigmerup list"
    ),
    (
      "../x", "'../x' names no channel, version or linked build",
      "a channel (stable, beta, dev), a version (1.4.2, 1.4), or a linked name: stigmerup list"
    ),
    (
      "stigmerup", "'stigmerup' cannot be selected: it is the manager's own channel",
      "to update stigmerup itself: stigmerup self update"
    ),
  ]

  @Test(arguments: refusals)
  func `default refuses what selects nothing`(
    selector: String, message: String, hint: String
  ) throws {
    let before = try home.scratch.snapshot("home")
    let run = try home.stigmerup("default", selector)
    #expect(run.errors == "error: \(message)\nhint: \(hint)\n")
    #expect(run.output == "" && run.status == 2)
    #expect(try home.scratch.snapshot("home").filter { !$0.hasPrefix("lock") } == before)
  }

  @Test func `control characters in an argument do not reach the terminal`() throws {
    let run = try home.stigmerup("default", "a\u{1B}[2Jb\nc")
    #expect(run.errors.hasPrefix("error: 'a\\u{1b}[2Jb\n       c' names no channel"))
    #expect(!run.errors.contains("\u{1B}") && run.status == 2)
  }

  // MARK: list

  @Test func `list tells channels, default, components and kinds`() throws {
    let run = try home.stigmerup("list")
    #expect(
      run.output == """
        1.5.0                   stigmer (CLI only)
        1.4.2  stable, default  agent-runner, stigmer

        """)
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `list of an empty home says what to do`() throws {
    let empty = try StigmerupHome().installed()
    let run = try empty.stigmerup("list")
    #expect(run.output == "" && run.status == 0)
    #expect(run.errors == "no toolchain is installed: stigmerup install stable\n")
  }

  @Test func `list --json tells all of it`() throws {
    let toolchains = try home.stigmerup("list", "--json").json()
      .required("toolchains").elements(limit: 10)
    let stable = try #require(toolchains.last)
    #expect(try stable.required("name").string() == "1.4.2")
    #expect(try stable.required("kind").string() == "release")
    #expect(try stable.required("version").string() == "1.4.2")
    #expect(
      try stable.required("channels").elements(limit: 3).map { try $0.string() } == ["stable"])
    #expect(try stable.required("default").boolean())
    #expect(try !stable.required("cli-only").boolean())
    #expect(try stable.required("path").string() == home.tree("a").string)
    #expect(try #require(toolchains.first).required("cli-only").boolean())
  }

  // MARK: uninstall

  @Test func `uninstall takes a version away`() throws {
    let run = try home.stigmerup("uninstall", "1.5.0")
    #expect(run.output == "uninstalled 1.5.0\n" && run.errors == "" && run.status == 0)
    let entries = try home.scratch.snapshot("home")
    #expect(!entries.contains { $0.contains("1.5.0") || $0.contains("bbbb") })
  }

  @Test func `uninstall checks every name before it acts`() throws {
    let before = try home.scratch.snapshot("home")
    let run = try home.stigmerup("toolchain", "uninstall", "1.5.0", "9.9.9")
    #expect(
      run.errors == "error: '9.9.9' is not installed\nhint: to see what is here: stigmerup list\n")
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot("home") == before)
    let twice = try home.stigmerup("uninstall", "1.5.0", "1.5.0")
    #expect(twice.output == "uninstalled 1.5.0\n" && twice.status == 0)
  }

  @Test func `uninstall refuses what is selected, unless forced`() throws {
    let version = try home.stigmerup("uninstall", "1.4.2")
    #expect(
      version.errors == """
        error: '1.4.2' is still selected by channel 'stable'
        hint: choose another first, or: stigmerup uninstall --force 1.4.2

        """)
    let channel = try home.stigmerup("uninstall", "stable")
    #expect(channel.errors.hasPrefix("error: 'stable' is still selected by the default\n"))
    #expect(version.status == 1 && channel.status == 1)
  }

  @Test func `uninstall refuses what runs, and names the process`() throws {
    try home.scratch.write(
      "wait.sh", "#!/bin/sh\ncd \"$1\"\nsleep 20 & echo $!\n", mode: 0o755)
    let program = StigmerupRun.programs.appending("stigmerup").string
    let run = try StigmerupRun.run(
      "/bin/sh",
      [
        "-c", "cd \"$1\"; sleep 20 & cd /; \"$2\" uninstall 1.5.0; s=$?; kill $!; exit $s", "sh",
        home.tree("b").string, program,
      ], environment: home.environment, in: home.project)
    #expect(run.errors.hasPrefix("error: processes run from '1.5.0'; nothing was changed:\n"))
    #expect(run.errors.contains(" sleep 20\n"))
    #expect(run.errors.contains("hint: stop them first: stigmer server stop; or all the same: "))
    #expect(run.status == 1)
  }

  @Test func `uninstall wants one toolchain, not the beginning of a version`() throws {
    let run = try home.stigmerup("uninstall", "1.5")
    #expect(
      run.errors == """
        error: '1.5' is not the name of one toolchain
        hint: name the version: stigmerup list

        """)
    #expect(run.status == 2)
  }

  // MARK: install of what is here

  @Test func `install of a version that is here needs no repository`() throws {
    let run = try home.stigmerup("install", "1.5.0", "v1.4.2")
    #expect(run.output == "1.5.0 is installed already\n1.4.2 is installed already\n")
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `install without a selector is about what this folder selects`() throws {
    let run = try home.stigmerup("install")
    #expect(run.output == "1.4.2 is installed already\n" && run.status == 0)
    #expect(run.errors == "this folder selects stable (the default, selector \"stable\")\n")
  }

  @Test func `without a repository there is nothing to install from`() throws {
    let run = try home.stigmerup("install", "beta")
    #expect(
      run.errors == """
        error: no repository is set
        hint: stigmerup self install --repository URL, or STIGMERUP_REPOSITORY

        """)
    #expect(run.status == 1)
  }
}
