internal import Host
internal import Model

/// Third stage of unpacking, its hand: writes what the policy accepted, below the destination and nowhere else.
struct TarExtractor<Hash: StreamingDigest & ~Copyable> {
  private let archive: TarReader
  private let subject: String
  private let verifyingContent: Bool
  private var policy: EntryPolicy
  private var folders: FolderStack

  init(
    _ archive: TarReader, policy: EntryPolicy, into destination: Directory, subject: String,
    verifyingContent: Bool
  ) {
    self.archive = archive
    self.subject = subject
    self.verifyingContent = verifyingContent
    self.policy = policy
    folders = FolderStack(destination)
  }

  mutating func run() throws {
    do {
      while let entry = try archive.nextEntry() { try write(try policy.accept(entry)) }
      try policy.finish()
    } catch let reason as UnpackError.Reason {
      throw UnpackError(subject, reason)
    }
  }

  private mutating func write(_ entry: EntryPolicy.Accepted) throws {
    guard let name = entry.path.names.last else { return }
    switch entry.kind {
    case .folder: try folders.make(entry.path)
    case .link(let target): try folders.folder(of: entry.path).createLink(name, to: target)
    case .file(let length, let isExecutable):
      let mode: UInt32 = isExecutable ? 0o755 : 0o644
      let file = try folders.folder(of: entry.path).createFile(name, mode: mode)
      // The umask took its part when the file was made.
      try file.setMode(mode)
      let digest = try writeContent(to: file, length: length, of: entry.path)
      if verifyingContent, digest != entry.digest {
        throw UnpackError(subject, .contentAltered(entry.path.description))
      }
    }
  }

  /// - Returns: The content's digest; `nil` unless it is asked for.
  private func writeContent(to file: borrowing OpenFile, length: Int, of path: RelativePath) throws
    -> Digest?
  {
    var digest: Hash? = verifyingContent ? Hash() : nil
    var written = 0
    while let (offset, bytes) = try archive.nextContent() {
      guard offset == written, bytes.count <= length - written else {
        throw UnpackError(subject, .entryLength(path.description))
      }
      digest?.update(bytes)
      try file.write(bytes)
      written += bytes.count
    }
    guard written == length else { throw UnpackError(subject, .entryLength(path.description)) }
    return digest.take()?.finish()
  }
}
