internal import Model

/// Holds the entries of an archive, one by one, against the signed list of files. Both are in the order of paths.
struct ListMatch {
  private let entries: [FileList.Entry]
  private var next = 0

  init(_ list: FileList) { entries = list.entries }

  /// - Returns: What the content's digest must be.
  mutating func take(_ path: RelativePath, _ kind: EntryKind) throws(UnpackError.Reason) -> Digest?
  {
    guard next < entries.count, !(path < entries[next].path) else {
      throw contains(path) ? .outOfOrder(path.description) : .notListed(path.description)
    }
    let listed = entries[next]
    guard !(listed.path < path) else {
      throw contains(path) ? .missing(listed.path.description) : .notListed(path.description)
    }
    next += 1
    switch (listed.kind, kind) {
    case (.folder, .folder): return nil
    case (.link(let one), .link(let other)) where one == other: return nil
    case (.file(let length, let digest, let isExecutable), _)
    where kind == .file(length: length, isExecutable: isExecutable):
      return digest
    default: throw .listedDifferently(path.description)
    }
  }

  func finish() throws(UnpackError.Reason) {
    if next < entries.count { throw .missing(entries[next].path.description) }
  }

  private func contains(_ path: RelativePath) -> Bool {
    entries.contains { !($0.path < path) && !(path < $0.path) }
  }
}

extension UnpackError.Reason: Error {}
