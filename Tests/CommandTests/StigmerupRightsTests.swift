import Host
import SystemPackage
import TestSupport
import Testing

/// Folders that may not be written to: the error names the folder, as the person knows it.
@Suite(.enabled(if: StigmerupRun.isRoot, "needs root, to become another user"))
struct StigmerupRightsTests {
  private static let nobody = [
    "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
  ]

  let home: StigmerupHome

  init() throws { home = try StigmerupHome.usual() }

  private func error(_ folder: FilePath) -> String {
    """
    error: cannot write to the folder '\(folder)': Permission denied
    hint: check who owns it: ls -ld '\(folder)'

    """
  }

  private func make(_ folder: String, mode: String) throws {
    for command in [["/bin/chown", "-R", "65534:65534"], ["/bin/chmod", mode]] {
      let run = try StigmerupRun.run(
        FilePath(command[0]), Array(command.dropFirst()) + [folder], environment: [:], in: "/")
      try #require(run.status == 0, "\(run.errors)")
    }
  }

  @Test func `pin names the folder that it cannot write to`() throws {
    let run = try home.stigmerup("pin", "1.5", wrapper: Self.nobody)
    #expect(run.errors == error(home.project))
    #expect(run.output == "" && run.status == 1)
  }

  @Test(arguments: [["override", "set", "1.5"], ["default", "1.5.0"], ["uninstall", "1.5.0"]])
  func `a command that changes the home names the home`(arguments: [String]) throws {
    try make(home.home.string, mode: "0500")
    let before = try home.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project, wrapper: Self.nobody)
    #expect(run.errors == error(home.home))
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test func `a folder of the home is named where it is the one`() throws {
    try home.scratch.folder("home/staging")
    try make(home.home.string, mode: "0700")
    try make(home.home.appending("staging").string, mode: "0500")
    let run = try home.stigmerup("default", "1.5.0", wrapper: Self.nobody)
    #expect(run.errors == error(home.home.appending("staging")))
    #expect(run.status == 1)
  }

  @Test func `a folder that is to become the home is told by the one that lacks the right`() throws
  {
    let run = try home.stigmerup(
      "init", "-y", "--no-install", "--no-modify-path", "--repository", "file:///nowhere", "--root",
      try home.scratch.write("root.json", "{\"signed\":{\"version\":1}}").string, "--home",
      "\(home.project)/new", wrapper: Self.nobody)
    #expect(
      run.errors.hasSuffix(
        """
        error: cannot create the folder '\(home.project)/new': Permission denied
        hint: check who owns it: ls -ld '\(home.project)'

        """))
    #expect(run.status == 1)
  }
}
