internal import Host
internal import Model
private import SystemPackage

/// What is to be packed, looked at once and found fit for an artifact.
struct SourceTree: Equatable {
  /// In the byte order of their paths: so a folder comes before what is in it.
  let entries: [SourceEntry]

  /// - Throws: ``PackError`` for what an artifact cannot hold; `HostError`.
  init(folder: Directory) throws {
    var walk = Walk(source: folder.path.string)
    try walk.visit(folder, parents: "")
    try walk.checkLinks()
    entries = walk.entries.sorted { $0.path < $1.path }
  }

  /// A tree of one executable.
  init(file status: FileStatus, named name: ExecutableName, source: String) throws {
    guard let path = RelativePath(name.description) else {
      throw PackError(source, .name(name.description, .pathTooLong))
    }
    try Walk.checkMode(status, path: path, source: source)
    guard status.isExecutable else { throw PackError(source, .notExecutable) }
    entries = [
      SourceEntry(
        path: path, kind: .file(length: status.length, isExecutable: true),
        identity: SourceEntry.Identity(status))
    ]
  }
}

/// One pass over a folder, never through a link.
private struct Walk {
  let source: String
  var entries: [SourceEntry] = []
  private var keys: [String: RelativePath] = [:]
  private var links = LinkTree()

  init(source: String) { self.source = source }

  mutating func visit(_ folder: Directory, parents: String) throws {
    for name in try folder.names() {
      let path = try checkedPath(parents + name)
      guard let status = try folder.status(name) else {
        throw PackError(source, .changed(path.description))
      }
      guard entries.count < EntryRules.count else { throw PackError(source, .tooManyEntries) }
      let kind = try kind(of: name, at: path, status, in: folder)
      entries.append(
        SourceEntry(path: path, kind: kind, identity: SourceEntry.Identity(status)))
      if kind == .folder {
        let child = try folder.openDirectory(name, followingLinks: false)
        try visit(child, parents: parents + name + "/")
      }
    }
  }

  func checkLinks() throws {
    if let (path, target, problem) = links.firstProblem() {
      throw PackError(source, .link(path.description, target: target, problem))
    }
  }

  static func checkMode(_ status: FileStatus, path: RelativePath, source: String) throws {
    guard status.mode & 0o7000 == 0 else { throw PackError(source, .setID(path.description)) }
  }

  private mutating func checkedPath(_ text: String) throws -> RelativePath {
    let path: RelativePath
    do throws(NameProblem) {
      path = try EntryRules.path(text)
    } catch {
      throw PackError(source, .name(text, error))
    }
    if let other = keys.updateValue(path, forKey: EntryRules.key(text)) {
      throw PackError(source, .collision(other.description, text))
    }
    return path
  }

  private mutating func kind(
    of name: String, at path: RelativePath, _ status: FileStatus, in folder: Directory
  ) throws -> EntryKind {
    switch status.kind {
    case .directory: return .folder
    case .file:
      try Self.checkMode(status, path: path, source: source)
      return .file(length: status.length, isExecutable: status.isExecutable)
    case .link:
      guard let target = try folder.readLink(name) else { throw PackError(source, .changed(name)) }
      links.add(path, target: target)
      return .link(target: target)
    case .other: throw PackError(source, .special(path.description))
    }
  }
}
