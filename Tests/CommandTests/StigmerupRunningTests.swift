import Host
import SystemPackage
import TestSupport
import Testing

/// Removal while programs of the home run.
@Suite struct StigmerupRunningTests {
  let home: StigmerupHome

  init() throws { home = try StigmerupHome.usual() }

  /// A program of 1.5.0 that runs until it is ended.
  private func server() throws -> BackgroundProcess {
    let folder = home.tree("b").appending("components/stigmer")
    try Directory("/bin").copyFile("sleep", to: "server", in: try Directory(folder), mode: 0o755)
    return try BackgroundProcess(folder.appending("server").string, ["300"])
  }

  private func line(_ server: BackgroundProcess) -> String {
    "\(server.identifier) server 300"
  }

  @Test(arguments: [[], ["-y"], ["-q", "-y"]])
  func `self uninstall is refused while a program runs, and -y does not insist`(
    options: [String]
  ) throws {
    let server = try server()
    let before = try home.scratch.snapshot()
    let arguments = ["self", "uninstall"] + (options.isEmpty ? ["-y"] : options)
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(
      run.errors == """
        error: programs of this home are running; nothing was changed:
                 \(line(server))
        hint: stop them first: stigmer server stop; or all the same: stigmerup self uninstall --force

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot() == before)
  }

  @Test func `self uninstall --force says what still runs, and how to end it`() throws {
    let server = try server()
    let run = try home.stigmerup("self", "uninstall", "-q", "-y", "--force")
    #expect(
      run.errors == """
        warning: these still run, from files that are gone:
          \(line(server))
        hint: to end them: kill \(server.identifier)

        """)
    #expect(run.output == "stigmerup is removed; ~/.stigmer, stigmer's own data, is kept\n")
    #expect(run.status == 0)
    #expect(try Directory(home.scratch.path).status("home") == nil)
  }

  @Test func `--force shows in its plan what will go on running`() throws {
    let server = try server()
    let run = try home.stigmerup("self", "uninstall", "-y", "--force")
    #expect(
      run.errors.contains(
        "these processes run from it, and cannot be started again:\n  \(line(server))\n"))
  }

  @Test func `who merely works in the home does not keep it`() throws {
    let shell = try BackgroundProcess(
      script: "echo ready; read x", ["\(home.home)/settings.toml"], workingDirectory: home.home)
    #expect(shell.line() == "ready")
    let run = try home.stigmerup("self", "uninstall", "-y")
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.errors.contains("warning:"))
  }

  @Test(arguments: [["uninstall", "1.5.0"], ["toolchain", "uninstall", "1.5.0"]])
  func `uninstall is refused while a program runs, with its process and command`(
    arguments: [String]
  ) throws {
    let server = try server()
    let before = try home.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(
      run.errors == """
        error: processes run from '1.5.0'; nothing was changed:
                 \(line(server))
        hint: stop them first: stigmer server stop; or all the same: stigmerup uninstall --force 1.5.0

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test func `uninstall --force says what still runs`() throws {
    let server = try server()
    let run = try home.stigmerup("uninstall", "--force", "1.5.0")
    #expect(run.output == "uninstalled 1.5.0\n" && run.status == 0)
    #expect(
      run.errors == """
        warning: these still run, from files that are gone:
          \(line(server))
        hint: to end them: kill \(server.identifier)

        """)
    #expect(try Directory(home.home).status("toolchains/1.5.0") == nil)
  }

  // MARK: the rest of the home stays consistent

  @Test func `a channel that is removed by force takes the default with it`() throws {
    let run = try home.stigmerup("uninstall", "--force", "stable")
    #expect(
      run.output == """
        stable is no longer followed here
        uninstalled 1.4.2
        default is now none (was stable)

        """)
    #expect(run.errors == "hint: to choose another: stigmerup default 1.5.0\n" && run.status == 0)
    #expect(try Directory(home.home).status("default") == nil)
    #expect(try home.stigmerup("show").output.hasPrefix("active:   none "))
  }

  @Test func `a version that is removed by force takes its channel and the default with it`() throws
  {
    try home.release("1.6.0-beta.1", digit: "c", signedBy: ["beta"]).channel("beta", "1.6.0-beta.1")
    let run = try home.stigmerup("uninstall", "--force", "1.4.2")
    #expect(
      run.output == """
        stable is no longer followed here
        uninstalled 1.4.2
        default is now none (was stable)

        """)
    #expect(run.errors == "hint: to choose another: stigmerup default beta\n" && run.status == 0)
    let entries = try home.scratch.snapshot("home")
    #expect(!entries.contains { $0.contains("1.4.2") || $0.contains("aaaa") })
  }

  @Test func `a linked build that is the default is removed by force alone`() throws {
    let build = try home.scratch.write("build/stigmer", "#!/bin/sh\n", mode: 0o755)
    #expect(
      try home.stigmerup("link", "mine", build.removingLastComponent().string).status == 0)
    #expect(try home.stigmerup("default", "mine").status == 0)
    let refused = try home.stigmerup("uninstall", "mine")
    #expect(
      refused.errors == """
        error: 'mine' is still selected by the default
        hint: choose another first, or: stigmerup uninstall --force mine

        """)
    #expect(refused.status == 1)
    let forced = try home.stigmerup("uninstall", "--force", "mine")
    #expect(forced.output == "uninstalled mine\ndefault is now none (was mine)\n")
    #expect(forced.errors == "hint: to choose another: stigmerup default stable\n")
  }

  @Test func `an override that names what is gone is told, with the way to take it away`() throws {
    #expect(try home.stigmerup("override", "set", "1.5.0").status == 0)
    let refused = try home.stigmerup("uninstall", "1.5.0")
    #expect(refused.errors.hasPrefix("error: '1.5.0' is still selected by the override of '"))
    let run = try home.stigmerup("uninstall", "--force", "1.5.0")
    #expect(run.output == "uninstalled 1.5.0\n" && run.status == 0)
    #expect(
      run.errors == """
        the override of ~/project still names it
        hint: to take it away: stigmerup override unset --path '\(home.project)'

        """)
  }
}
