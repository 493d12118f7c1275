internal import CArchive
internal import Host
internal import Model

/// libarchive as a compressor of one stream, and of nothing else; the tar inside is ours.
///
/// The gzip header has no name and no time (RFC 1952), so that equal content gives equal bytes.
final class GzipStream<Hash: StreamingDigest & ~Copyable> {
  private let archive: OpaquePointer  // struct archive *
  private let output: GzipOutput
  private let written = WrittenObject<Hash>()
  private let path: String

  /// - Parameter file: Empty; written to its end.
  init(_ file: consuming OpenFile) {
    guard let archive = archive_write_new() else { fatalError("libarchive cannot make a writer") }
    self.archive = archive
    path = file.path
    output = GzipOutput(file) { [written] in written.add($0) }
    archive_write_set_format_raw(archive)
    archive_write_add_filter_gzip(archive)
    archive_write_set_filter_option(archive, "gzip", "compression-level", "9")
    archive_write_set_filter_option(archive, "gzip", "timestamp", nil)
    // Otherwise the end is filled up with zeros, as for a tape.
    archive_write_set_bytes_in_last_block(archive, 1)
  }

  deinit { archive_write_free(archive) }

  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try openIfNeeded()
    var rest = bytes
    while !rest.isEmpty {
      let count = archive_write_data(archive, rest.baseAddress, rest.count)
      guard count > 0 else { throw failure() }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Ends the stream and flushes the file.
  ///
  /// - Returns: Its digest and length.
  func finish() throws -> ObjectReference {
    try openIfNeeded()
    guard archive_write_close(archive) == ARCHIVE_OK else { throw failure() }
    try output.flush()
    return written.reference()
  }

  private var isOpen = false

  private func openIfNeeded() throws {
    if isOpen { return }
    isOpen = true
    let opened = archive_write_open(
      archive, Unmanaged.passUnretained(output).toOpaque(), nil,
      { _, output, bytes, count in
        guard let output else { return -1 }
        return Unmanaged<GzipOutput>.fromOpaque(output).takeUnretainedValue()
          .write(UnsafeRawBufferPointer(start: bytes, count: count))
      }, nil)
    guard opened == ARCHIVE_OK, let entry = archive_entry_new() else { throw failure() }
    defer { archive_entry_free(entry) }
    // The raw format wants one regular file, and writes nothing of its header.
    archive_entry_set_filetype(entry, 0o100000)
    guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw failure() }
  }

  /// What writing the file threw; otherwise memory ran out, which is all that can go wrong with zlib.
  private func failure() -> any Error { output.error ?? PackError(path, .outOfMemory) }
}

/// Where libarchive writes to. An error cannot cross it: it is kept here meanwhile.
private final class GzipOutput {
  private(set) var error: HostError?
  private let file: OpenFile
  private let onWrite: (UnsafeRawBufferPointer) -> Void

  init(_ file: consuming OpenFile, onWrite: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.file = file
    self.onWrite = onWrite
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    do throws(HostError) {
      try file.write(bytes)
      onWrite(bytes)
      return bytes.count
    } catch {
      self.error = error
      return -1
    }
  }

  func flush() throws(HostError) { try file.flush() }
}

/// What was written so far.
private final class WrittenObject<Hash: StreamingDigest & ~Copyable> {
  private var digest = Hash()
  private var length = 0

  func add(_ bytes: UnsafeRawBufferPointer) {
    digest.update(bytes)
    length += bytes.count
  }

  /// Nothing can be added afterwards.
  func reference() -> ObjectReference {
    var finished = Hash()
    swap(&finished, &digest)
    return ObjectReference(digest: finished.finish(), length: length)
  }
}
