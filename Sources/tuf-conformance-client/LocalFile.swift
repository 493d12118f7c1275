#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import SystemPackage

/// Whole files, read and replaced.
enum LocalFile {
  /// - Returns: `nil` when there is no such file.
  static func read(_ path: FilePath) throws -> [UInt8]? {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    } catch Errno.noSuchFileOrDirectory {
      return nil
    }
    return try descriptor.closeAfter {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
      }
    }
  }

  /// Writes a hidden file beside it and renames that: the suite looks at every visible one.
  static func replace(_ name: String, in folder: FilePath, with bytes: [UInt8]) throws {
    let staged = folder.appending(".new")
    let descriptor = try FileDescriptor.open(
      staged, .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
    guard rename(staged.string, folder.appending(name).string) == 0 else {
      throw Errno(rawValue: errno)
    }
  }
}
