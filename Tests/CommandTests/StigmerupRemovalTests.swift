import Host
import SystemPackage
import TestSupport
import Testing

/// `self uninstall`
@Suite struct StigmerupRemovalTests {
  let home: StigmerupHome
  private let program = StigmerupRun.programs.appending("stigmerup")

  init() throws {
    home = try StigmerupHome.usual()
    try home.scratch.write("user/.stigmer/data/kept", "kept")
    try home.scratch.write("user/.profile", "# theirs, without a line feed")
  }

  @Test func `without a terminal and without -y nothing is removed`() throws {
    let before = try home.scratch.snapshot()
    let run = try home.stigmerup("self", "uninstall")
    #expect(
      run.errors == """
        error: cannot ask without a terminal
        hint: stigmerup self uninstall -y

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot() == before)
  }

  @Test func `-y removes the home and nothing else`() throws {
    let run = try home.stigmerup("self", "uninstall", "-y")
    #expect(
      run.errors == """
        stigmerup is about to remove:
          folder      \(home.home)
          toolchains  1.5.0, 1.4.2
        ~/.stigmer, stigmer's own data, is kept

        """)
    #expect(run.output == "stigmerup is removed; ~/.stigmer, stigmer's own data, is kept\n")
    #expect(run.status == 0)
    #expect(try Directory(home.scratch.path).status("home") == nil)
    #expect(try home.scratch.read("user/.stigmer/data/kept") == "kept")
    #expect(try home.scratch.read("user/.profile") == "# theirs, without a line feed")
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"), arguments: ["n\n", "\n", "x\n"])
  func `every answer but yes keeps everything`(answer: String) throws {
    let before = try home.scratch.snapshot()
    let run = try atTerminal(answer)
    #expect(run.output.contains("Remove all this? [y/N] "))
    #expect(run.output.contains("nothing was changed") && run.status == 1)
    #expect(!run.output.contains("error:"))
    #expect(try home.scratch.snapshot() == before)
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `an answer that is neither is asked for again, three times in all`() throws {
    let before = try home.scratch.snapshot()
    let run = try atTerminal("a\nb\nc\ny\n")
    #expect(run.output.split(separator: "Remove all this?").count == 4 && run.status == 1)
    #expect(try home.scratch.snapshot() == before)
  }

  @Test(
    .enabled(if: StigmerupRun.hasTerminal, "needs script(1)"),
    arguments: ["y\n", "YES\n", "what\ny\n"])
  func `yes removes it`(answer: String) throws {
    let run = try atTerminal(answer)
    #expect(run.output.contains("stigmerup is removed") && run.status == 0)
    #expect(try Directory(home.scratch.path).status("home") == nil)
  }

  @Test func `a person's own folder is never taken for a home`() throws {
    try home.scratch.folder("user/trust")
    home.variables["STIGMERUP_HOME"] = home.userHome.string
    let run = try home.stigmerup("self", "uninstall", "-y")
    #expect(
      run.errors == """
        error: '\(home.userHome)' cannot be stigmerup's home
        hint: choose another folder: --home FOLDER

        """)
    #expect(run.status == 1)
    #expect(try home.scratch.read("user/.stigmer/data/kept") == "kept")
  }

  private func atTerminal(_ answer: String) throws -> StigmerupRun {
    try StigmerupRun.atTerminal(
      program, "self uninstall", answer: answer, environment: home.environment, in: home.project)
  }
}
