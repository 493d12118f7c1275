import Host
import Model
import SystemPackage
import Trust

/// One call of the client: `init`, `refresh` or `download`.
struct ConformanceRun {
  let arguments: ClientArguments
  let world: World

  func perform() throws {
    switch arguments.command {
    case .initialize: try initialize()
    case .refresh: try makeUpdater().refresh()
    case .download: try download()
    }
  }

  /// Takes the root as it is: the first refresh judges it.
  private func initialize() throws {
    guard let file = arguments.rootFile, let name = file.lastComponent?.string else {
      throw UsageError(problem: "init wants a root file")
    }
    let limit = UpdaterLimits().root
    let root = try Directory(file.removingLastComponent()).readFile(name, limit: limit)
    try FolderStore(folder: Directory(arguments.metadataFolder)).store(.root, root)
  }

  /// All targets in one updater: the first failure ends it.
  private func download() throws {
    guard let folder = arguments.targetFolder, let url = arguments.targetURL else {
      throw UsageError(problem: "download wants --target-dir and --target-base-url")
    }
    let updater = try makeUpdater()
    try updater.refresh()
    let targets = try TargetFolder(
      folder: Directory(folder), remote: Remote(base: url, environment: world.environment))
    for name in arguments.targetNames {
      guard let target = try updater.targetInfo(for: TargetPath(name)) else {
        throw UsageError(problem: "no role lists the target '\(Printable.escaped(name))'")
      }
      try targets.download(target)
    }
  }

  private func makeUpdater() throws -> Updater {
    guard let url = arguments.metadataURL else {
      throw UsageError(problem: "refresh and download want --metadata-url")
    }
    return try Updater(
      source: Remote(base: url, environment: world.environment),
      store: FolderStore(folder: Directory(arguments.metadataFolder)), at: world.clock())
  }
}
