internal import Host
private import Model
internal import SystemPackage

/// The file that `GITHUB_PATH` names: GitHub puts each folder in it on the PATH of the job's later steps.
struct GitHubPath {
  private let path: FilePath

  /// - Returns: `nil` when the variable is not set to an absolute path.
  init?(_ world: World) {
    guard let text = world.environment.nonEmpty("GITHUB_PATH"), text.hasPrefix("/") else {
      return nil
    }
    path = FilePath(text)
  }

  /// - Returns: The file, if `folder` is to be added to it.
  func planned(_ folder: FilePath) -> FilePath? {
    // One that cannot be read is reported when it is to be changed.
    names(folder, (try? StartFile(path).content()) ?? []) ? nil : path
  }

  /// - Returns: The file, if it names `folder`.
  func naming(_ folder: FilePath) -> FilePath? { planned(folder) == nil ? path : nil }

  /// Appends in place: the file belongs to the runner, which may be another user.
  func add(_ folder: FilePath) throws(HostError) {
    let content = try StartFile(path).content() ?? []
    if names(folder, content) { return }
    let parent = try Directory(path.removingLastComponent())
    let file = try parent.openOrCreateFile(path.lastComponent?.string ?? "")
    _ = try file.seekToEnd()
    let isFinished = content.isEmpty || content.last == UInt8(ascii: "\n")
    try file.write(Array("\(isFinished ? "" : "\n")\(folder)\n".utf8))
  }

  func remove(_ folder: FilePath) throws(HostError) {
    let file = try StartFile(path)
    guard let content = try file.content(), names(folder, content) else { return }
    let kept = TextLine.split(content).filter { !isName(of: folder, $0) }
    try file.write(kept.flatMap { $0.text + $0.ending })
  }

  private func names(_ folder: FilePath, _ content: [UInt8]) -> Bool {
    TextLine.split(content).contains { isName(of: folder, $0) }
  }

  private func isName(of folder: FilePath, _ line: TextLine) -> Bool {
    folder.string.utf8.elementsEqual(line.text)
  }
}
