import Host
import SystemPackage
import TestSupport
import Testing

/// python-tuf, TUF's reference implementation, as `scripts/fixtures python-tuf` installs it, and the scripts of
/// `Tests/Fixtures/python-tuf`.
enum PythonTUF {
  static let isThere: Bool = {
    let status = (try? Directory("/").status(python.string, followingLinks: true)) ?? nil
    return (status?.mode ?? 0) & 0o100 != 0
  }()
  static let reason: Comment = "needs python-tuf: scripts/fixtures python-tuf"

  /// - Returns: What it printed.
  @discardableResult
  static func run(_ script: String, _ arguments: String..., in folder: FilePath) throws -> String {
    let file = top.appending("Tests/Fixtures/python-tuf/\(script)")
    let run = try StigmerupRun.run(
      python, [file.string] + arguments, environment: ["PATH": "/usr/bin:/bin"], in: folder)
    try #require(run.status == 0, "\(script) \(arguments): \(run.errors)")
    return run.output
  }

  private static let top = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  private static let python: FilePath = {
    let folder = Environment.ofProcess().nonEmpty("STIGMERUP_FIXTURES").map { FilePath($0) }
    return (folder ?? top.appending(".cache/fixtures")).appending("python-tuf/bin/python")
  }()
}
