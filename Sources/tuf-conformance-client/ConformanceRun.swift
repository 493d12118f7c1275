import Model
import SystemPackage
import Trust

/// One call of the client: `init`, `refresh` or `download`.
struct ConformanceRun {
  let arguments: ClientArguments
  let now: Instant
  let remote: any Remote

  func perform() throws {
    switch arguments.command {
    case .initialize: try initialize()
    case .refresh: try makeUpdater().refresh()
    case .download: try download()
    }
  }

  /// Takes the root as it is: the first refresh judges it.
  private func initialize() throws {
    guard let file = arguments.rootFile, let root = try LocalFile.read(file) else {
      throw UsageError(problem: "init wants a root file")
    }
    try FolderStore(folder: arguments.metadataFolder).store(.root, root)
  }

  private func download() throws {
    guard let folder = arguments.targetFolder else {
      throw UsageError(problem: "download wants --target-dir")
    }
    let updater = try makeUpdater()
    try updater.refresh()
    for name in arguments.targetNames {
      guard let target = try updater.targetInfo(for: TargetPath(name)) else {
        throw UsageError(problem: "no role lists the target '\(Printable.escaped(name))'")
      }
      try download(target, into: folder)
    }
  }

  private func download(_ target: TargetInfo, into folder: FilePath) throws {
    let name = RoleName(target.path.description).encoded
    if let held = try LocalFile.read(folder.appending(name)), isGood(held, target) { return }
    let bytes = try remote.fetch(arguments.targetURL + target.servedPath, limit: target.length)
    guard let bytes else {
      throw UsageError(problem: "'\(Printable.escaped(target.servedPath))' is not served")
    }
    try target.check(bytes)
    try LocalFile.replace(name, in: folder, with: bytes)
  }

  private func isGood(_ bytes: [UInt8], _ target: TargetInfo) -> Bool {
    do throws(TrustError) {
      try target.check(bytes)
      return true
    } catch {
      return false
    }
  }

  private func makeUpdater() throws -> Updater {
    try Updater(
      source: RemoteMetadata(base: arguments.metadataURL, remote: remote),
      store: FolderStore(folder: arguments.metadataFolder), at: now)
  }
}
