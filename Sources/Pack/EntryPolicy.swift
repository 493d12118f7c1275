internal import Model

/// Third stage, its judgement: whether an entry may be written, from its header and all that came before. Pure.
struct EntryPolicy {
  private let unpackedLength: Int
  private var listed: ListMatch?
  private var seen: [String: (path: RelativePath, isFolder: Bool)] = [:]
  private var links = LinkTree()
  private var contentLength = 0

  struct Accepted {
    let path: RelativePath
    let kind: EntryKind
    /// What its content must be, where there is a list.
    let digest: Digest?
  }

  init(unpackedLength: Int, files: FileList?) {
    self.unpackedLength = unpackedLength
    listed = files.map(ListMatch.init)
  }

  mutating func accept(_ entry: TarEntry) throws(UnpackError.Reason) -> Accepted {
    let text = entry.path ?? "\u{FFFD}"
    let path: RelativePath
    do throws(NameProblem) {
      path = try EntryRules.path(text)
    } catch {
      throw .name(text, error)
    }
    guard entry.mode & 0o7000 == 0 else { throw .setID(text) }
    let kind = try kind(of: entry, at: path)
    try place(path, isFolder: kind == .folder)
    if case .link(let target) = kind { links.add(path, target: target) }
    let digest = try listed?.take(path, kind)
    return Accepted(path: path, kind: kind, digest: digest ?? nil)
  }

  /// Once the archive is at its end: only now all links are known.
  func finish() throws(UnpackError.Reason) {
    if let (path, target, problem) = links.firstProblem() {
      throw .link(path.description, target: target, problem)
    }
    try listed?.finish()
    guard contentLength == unpackedLength else {
      throw .contentTooShort(contentLength, expected: unpackedLength)
    }
  }

  private mutating func kind(of entry: TarEntry, at path: RelativePath)
    throws(UnpackError.Reason) -> EntryKind
  {
    switch entry.kind {
    case .folder: return .folder
    case .file(let length):
      guard length >= 0, length <= unpackedLength - contentLength else {
        throw .contentTooLong(path.description, most: unpackedLength)
      }
      contentLength += length
      return .file(length: length, isExecutable: entry.mode & 0o111 != 0)
    case .link(let target):
      let target = target ?? "\u{FFFD}"
      if let problem = LinkProblem.inText(of: target) {
        throw .link(path.description, target: target, problem)
      }
      return .link(target: target)
    case .hardLink: throw .hardLink(path.description)
    case .sparse: throw .sparse(path.description)
    case .special: throw .special(path.description)
    }
  }

  private mutating func place(_ path: RelativePath, isFolder: Bool) throws(UnpackError.Reason) {
    let text = path.description
    if let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) {
      guard let parent = seen[EntryRules.key(String(text[..<slash]))] else { throw .noFolder(text) }
      guard parent.isFolder else { throw .throughLink(text) }
      guard text.utf8.starts(with: parent.path.description.utf8) else {
        throw .collision(parent.path.description, String(text[..<slash]))
      }
    }
    guard seen.count < EntryRules.count else { throw .tooManyEntries }
    if let other = seen.updateValue((path, isFolder), forKey: EntryRules.key(text)) {
      let isSame = other.path.description.utf8.elementsEqual(text.utf8)
      throw isSame ? .duplicate(text) : .collision(other.path.description, text)
    }
  }
}
