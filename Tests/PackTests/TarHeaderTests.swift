import CArchive
import Host
import Model
import Testing

@testable import Pack

/// The headers that packing writes, as libarchive reads them.
struct TarHeaderTests {
  struct Read: Equatable {
    let path: String
    let size: Int64
    let mode: UInt32
    let owner: Int64
    let time: Int
  }

  /// - Parameter length: The file's, without its content.
  static func read(_ path: String, length: Int) throws -> Read {
    let scratch = try Scratch()
    let status = try scratch.folder.status()
    let entry = SourceEntry(
      path: try #require(RelativePath(path)), kind: .file(length: length, isExecutable: true),
      identity: SourceEntry.Identity(status))
    let bytes = TarHeader(entry: entry).bytes
    #expect(bytes.count % 512 == 0)
    let archive = archive_read_new()
    defer { archive_read_free(archive) }
    archive_read_support_format_tar(archive)
    return try bytes.withUnsafeBytes { bytes in
      #expect(archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK)
      var entry: OpaquePointer?
      #expect(archive_read_next_header(archive, &entry) == ARCHIVE_OK)
      return Read(
        path: String(cString: try #require(archive_entry_pathname(entry))),
        size: archive_entry_size(entry), mode: UInt32(archive_entry_perm(entry)),
        owner: archive_entry_uid(entry), time: Int(archive_entry_mtime(entry)))
    }
  }

  @Test(arguments: [0, 1, 0o77777777777, 0o77777777777 + 1, 40 << 30])
  func `every length is read back`(length: Int) throws {
    #expect(
      try Self.read("tool", length: length)
        == Read(path: "tool", size: Int64(length), mode: 0o755, owner: 0, time: 0))
  }

  @Test(arguments: [1, 99, 100, 101, 155, 156, 255])
  func `names of every length are read back, alone and in folders`(length: Int) throws {
    let name = String(repeating: "n", count: length)
    for path in [name, "d/\(name)", "\(name)/d", "\(name)/\(name)", "\(name)/d/\(name)"] {
      #expect(try Self.read(path, length: 3).path == path)
    }
  }
}
