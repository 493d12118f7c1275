import Host
import SystemPackage
import TestSupport
import Testing

/// What `scripts/fixtures` made: stand-ins for stigmer and its runner, the frozen runner, ruff.
enum RealInput {
  static let standInsAreMissing: Comment = "needs the stand-ins: scripts/fixtures stand-ins"
  static let realIsMissing: Comment = "needs the frozen runner and ruff: scripts/fixtures all"

  static let folder: FilePath = {
    if let folder = Environment.ofProcess().nonEmpty("STIGMERUP_FIXTURES") {
      return FilePath(folder)
    }
    return top.appending(".cache/fixtures")
  }()

  static let top = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  static func program(_ name: String) -> FilePath { top.appending("Tests/Fixtures/\(name)") }

  static func stigmer(_ version: String) -> FilePath {
    folder.appending("stigmer/\(version)/stigmer")
  }

  static func smallRunner(_ version: String) -> FilePath {
    folder.appending("agent-runner-small/\(version)/agent-runner")
  }

  /// The frozen runner as a folder: 1,111 files.
  static func runner(_ version: String) -> FilePath {
    folder.appending("runner/\(version)/onedir/agent-runner")
  }

  static func ruff(_ version: String) -> FilePath { folder.appending("ruff/\(version)/ruff") }

  static let hasStandIns = ["1.0.0", "1.1.0", "1.2.0"].allSatisfy {
    isExecutable(stigmer($0)) && isExecutable(smallRunner($0))
  }

  static let hasReal =
    hasStandIns && isExecutable(runner("1.0.0").appending("agent-runner"))
    && isExecutable(ruff("0.12.0"))

  /// Whether a tool that a test needs is on the usual PATH.
  static func hasTool(_ name: String) -> Bool {
    ["/usr/bin", "/usr/sbin", "/bin"].contains { isExecutable(FilePath($0).appending(name)) }
  }

  /// Whether strace is there, and may trace.
  static let canTrace: Bool = {
    let run = try? StigmerupRun.run(
      "/usr/bin/strace", ["-f", "-qq", "-o", "/dev/null", "/bin/true"], environment: [:], in: "/")
    return run?.status == 0
  }()

  private static func isExecutable(_ path: FilePath) -> Bool {
    guard let status = (try? Directory("/").status(path.string, followingLinks: true)) ?? nil
    else { return false }
    return status.kind == .file && status.mode & 0o100 != 0
  }
}
