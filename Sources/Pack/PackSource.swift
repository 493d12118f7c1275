internal import Host
internal import Model
internal import SystemPackage

/// Where the content of an artifact comes from: a folder, or one executable.
enum PackSource {
  case folder(Directory)
  case file(String, in: Directory, as: ExecutableName)

  /// - Parameter name: What a single executable is called in the artifact.
  init(_ path: FilePath, named name: ExecutableName) throws {
    let parentPath = path.removingLastComponent()
    guard let last = path.lastComponent, last.kind == .regular else {
      self = .folder(try Directory(path))
      return
    }
    let parent = try Directory(parentPath.isEmpty ? "." : parentPath)
    // The path itself may be a link, as build systems make them; nothing in the folder is followed.
    switch try parent.status(last.string, followingLinks: true)?.kind {
    case .file: self = .file(last.string, in: parent, as: name)
    case .other, .link: throw PackError(path.string, .neitherFileNorFolder)
    // A missing one gives the system's own error.
    case .directory, nil: self = .folder(try Directory(path))
    }
  }

  /// For messages.
  var path: String {
    switch self {
    case .folder(let folder): folder.path.string
    case .file(let name, let parent, _): parent.path.appending(name).string
    }
  }

  func tree() throws -> SourceTree {
    switch self {
    case .folder(let folder): return try SourceTree(folder: folder)
    case .file(let fileName, let parent, let name):
      guard let status = try parent.status(fileName, followingLinks: true) else {
        throw PackError(path, .changed(fileName))
      }
      return try SourceTree(file: status, named: name, source: path)
    }
  }

  func executables(of tree: SourceTree) throws -> [ExecutableName: RelativePath] {
    switch self {
    case .folder: try ExecutableFinder.executables(of: tree, source: path)
    case .file(_, _, let name): [name: tree.entries[0].path]
    }
  }

  func open(_ entry: SourceEntry) throws -> OpenFile {
    switch self {
    case .folder(let folder):
      try folder.openFile(entry.path.description, followingLinks: false)
    case .file(let name, let parent, _): try parent.openFile(name)
    }
  }
}
