import Host
import Installer
import Selection
import SystemPackage

/// Becomes another program; returns only when that fails.
struct Execution {
  private let context: Context

  init(_ context: Context) { self.context = context }

  /// A program of a toolchain, as the shim would start it.
  func start(
    _ launch: Launch, of selection: SlowSelection, _ arguments: [String]
  ) -> ExitStatus {
    selection.stamp(launch)
    let path = FilePath(launch.executable.description)
    return become(path, [path.string] + arguments, selection.environment(for: launch))
  }

  /// A program found as a shell finds it.
  func start(onPath name: String, _ arguments: [String]) -> ExitStatus {
    let candidates: [FilePath]
    if name.contains("/") {
      candidates = [FilePath(name)]
    } else {
      let folders = (context.world.environment["PATH"] ?? "").split(
        separator: ":", omittingEmptySubsequences: false)
      candidates = folders.map { FilePath($0.isEmpty ? "." : String($0)).appending(name) }
    }
    var refused: FilePath?
    for path in candidates {
      guard let status = Self.status(path), status.kind == .file else { continue }
      guard status.isExecutable else {
        refused = refused ?? path
        continue
      }
      return become(path, [name] + arguments, context.world.environment)
    }
    if let refused {
      context.report(RunError.notExecutable(refused.string))
      return .notExecutable
    }
    context.report(RunError.notFound(name))
    return .notFound
  }

  private static func status(_ path: FilePath) -> FileStatus? {
    guard let name = path.lastComponent?.string else { return nil }
    let parent = path.removingLastComponent()
    guard let folder = try? Directory(parent.isEmpty ? "." : parent) else { return nil }
    return try? folder.status(name, followingLinks: true)
  }

  private func become(
    _ path: FilePath, _ arguments: [String], _ environment: Environment
  ) -> ExitStatus {
    let error = ChildProcess.become(path, arguments: arguments, environment: environment)
    context.report(error)
    return error.isNotFound ? .notFound : .notExecutable
  }
}
