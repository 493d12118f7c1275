private import Host
import Model
import Store
import SystemPackage

/// Whether a new manager works where it lies: it starts and says who it is, and its shim starts.
struct ManagerCheck {
  /// In seconds, for each of the two programs.
  static let timeLimit = 10

  private let version: Version
  /// Becomes its home and working directory.
  private let emptyFolder: FilePath

  init(_ version: Version, emptyFolder: FilePath) {
    self.version = version
    self.emptyFolder = emptyFolder
  }

  /// - Parameter manager: Its path, as it is to be started.
  /// - Throws: ``ManagerCheckError``; ``HostError`` when it cannot be started.
  func run(manager: FilePath) throws {
    let outcome = try run(manager, ["--version"])
    let output = String(decoding: outcome.output, as: UTF8.self)
    guard outcome.ending == .exited(status: 0) else {
      throw ManagerCheckError.failed(
        version, command: "stigmerup --version", outcome.ending, output: output)
    }
    guard output == "stigmerup \(version)\n" else {
      throw InstallerError.wrongManager(version, says: output)
    }
  }

  /// Under its own name the shim only says how it is used.
  func run(shim: FilePath) throws {
    let outcome = try run(shim, [])
    if case .exited = outcome.ending { return }
    throw ManagerCheckError.failed(
      version, command: "stigmer-shim", outcome.ending,
      output: String(decoding: outcome.output, as: UTF8.self))
  }

  private func run(_ program: FilePath, _ arguments: [String]) throws -> ChildProcess.Outcome {
    try ChildProcess(
      program: program, arguments: arguments,
      environment: Environment([
        "HOME": emptyFolder.string, "TMPDIR": emptyFolder.string, "PATH": "/usr/bin:/bin",
        "LC_ALL": "C",
      ]),
      workingDirectory: emptyFolder, timeLimit: Self.timeLimit,
      outputLimit: SmokeTest.outputLimit
    ).run()
  }
}
