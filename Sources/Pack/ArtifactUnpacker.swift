package import Host
package import Model

/// Unpacks an artifact in one pass: each frame is held against its signed digest, then decoded, then its entries are
/// judged and written. Nothing unverified reaches the decompressor, and nothing is written but regular files, folders
/// and symbolic links inside the destination.
///
/// `Hash` is SHA-256. Memory: one packed frame and one frame's content, about 9 MiB, and about 200 bytes an entry.
package struct ArtifactUnpacker<Hash: StreamingDigest & ~Copyable> {
  private let artifact: Artifact
  private let subject: String
  private let files: FileList?
  private let verifyingContent: Bool

  /// - Parameters:
  ///   - artifact: As a signed manifest has it.
  ///   - name: Whose artifact it is, for messages: `"agent-runner 1.4.2"`.
  ///   - files: The signed list; with it every entry must be as listed, and none may be missing.
  ///   - verifyingContent: Whether each file's content is hashed and held against `files` too. The frames' digests
  ///     already fix every byte; this finds a publisher whose list and archive differ.
  package init(
    _ artifact: Artifact, of name: String, files: FileList? = nil, verifyingContent: Bool = false
  ) {
    self.artifact = artifact
    subject = "the artifact of \(name)"
    self.files = files
    self.verifyingContent = verifyingContent && files != nil
  }

  /// - Parameters:
  ///   - destination: Empty, and nobody else's; modes are set whatever the umask. Nothing is flushed.
  ///   - read: Puts the object's next bytes into the buffer and says how many; 0 at its end. Called on this thread.
  /// - Throws: ``UnpackError``; `HostError`, such as a full disk; whatever `read` and `observer` throw, unchanged. What
  ///   was written so far stays in `destination`: it is the caller's to remove.
  package func unpack(
    into destination: Directory, observer: UnpackObserver = UnpackObserver(),
    from read: @escaping (_ buffer: UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    let reader = FrameReader<Hash>(artifact, subject: subject, observer: observer, read: read)
    let decoder = FrameDecoder(reader, archiveLength: artifact.archiveLength, subject: subject)
    let archive = try TarReader(subject: subject) { try decoder.nextPiece() }
    var extractor = TarExtractor<Hash>(
      archive, policy: EntryPolicy(unpackedLength: artifact.unpackedLength, files: files),
      into: destination, subject: subject, verifyingContent: verifyingContent)
    try extractor.run()
    guard try decoder.nextPiece() == nil else { throw UnpackError(subject, .archiveGoesOn) }
  }
}
