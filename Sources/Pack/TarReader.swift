internal import CArchive

/// libarchive as a reader of tar headers and content, and of nothing else: no filters, no other format, no writing.
final class TarReader {
  private let archive: OpaquePointer  // struct archive *
  private let feed: Feed
  private let subject: String

  /// - Parameter nextPiece: Gives the archive's bytes; each piece is valid until the next call; `nil` at the end.
  init(subject: String, nextPiece: @escaping () throws -> UnsafeRawBufferPointer?) throws {
    guard let archive = archive_read_new() else { fatalError("libarchive cannot make a reader") }
    self.archive = archive
    self.subject = subject
    feed = Feed(nextPiece)
    archive_read_support_format_tar(archive)
    // On macOS it would take `._name` entries for attributes of their neighbours.
    archive_read_set_option(archive, "tar", "mac-ext", nil)
    let opened = archive_read_open2(
      archive, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, feed, bytes in
        guard let feed, let bytes else { return Int(ARCHIVE_FATAL) }
        return Unmanaged<Feed>.fromOpaque(feed).takeUnretainedValue().read(bytes)
      }, nil, nil)
    guard opened == ARCHIVE_OK else { throw failure() }
  }

  deinit { archive_read_free(archive) }

  /// - Returns: `nil` at the archive's end.
  func nextEntry() throws -> TarEntry? {
    var entry: OpaquePointer?
    let result = archive_read_next_header(archive, &entry)
    if result == ARCHIVE_EOF { return nil }
    // A warning, too, means that something is not as it should be.
    guard result == ARCHIVE_OK, let entry else { throw failure() }
    return TarEntry(entry)
  }

  /// - Returns: More of the present entry's content, valid until the next call, with its place in the file; `nil` at
  ///   the content's end.
  func nextContent() throws -> (offset: Int64, bytes: UnsafeRawBufferPointer)? {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let result = archive_read_data_block(archive, &start, &count, &offset)
    if result == ARCHIVE_EOF { return nil }
    guard result == ARCHIVE_OK else { throw failure() }
    return (offset, UnsafeRawBufferPointer(start: start, count: count))
  }

  /// What the feed threw, or else libarchive's own words.
  private func failure() -> any Error {
    if let error = feed.error { return error }
    let text = archive_error_string(archive).map { String(cString: $0) }
    return UnpackError(subject, .notTar(text ?? "no reason given"))
  }

  /// An error cannot cross libarchive: it is kept here meanwhile.
  private final class Feed {
    private let nextPiece: () throws -> UnsafeRawBufferPointer?
    private(set) var error: (any Error)?

    init(_ nextPiece: @escaping () throws -> UnsafeRawBufferPointer?) { self.nextPiece = nextPiece }

    func read(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
      do {
        let piece = try nextPiece()
        bytes.pointee = piece?.baseAddress
        return piece?.count ?? 0
      } catch {
        self.error = error
        return Int(ARCHIVE_FATAL)
      }
    }
  }
}

extension TarEntry {
  // AE_IFMT and its values, which are macros with casts.
  private static let file = 0o100000
  private static let folder = 0o040000
  private static let link = 0o120000

  fileprivate init(_ entry: OpaquePointer) {
    let type = Int(archive_entry_filetype(entry))
    var path = archive_entry_pathname(entry).map { String(validatingCString: $0) } ?? ""
    if type == Self.folder, let text = path, text.utf8.count > 1, text.hasSuffix("/") {
      path = String(text.dropLast())
    }
    self.path = path
    mode = UInt32(archive_entry_perm(entry))
    if archive_entry_hardlink(entry) != nil {
      kind = .hardLink
    } else if archive_entry_sparse_count(entry) > 0 {
      kind = .sparse
    } else {
      switch type {
      case Self.file: kind = .file(length: Int(archive_entry_size(entry)))
      case Self.folder: kind = .folder
      case Self.link:
        kind = .link(
          target: archive_entry_symlink(entry).map { String(validatingCString: $0) } ?? "")
      default: kind = .special
      }
    }
  }
}
