import Host
import SystemPackage

/// Files that the command line names.
enum GivenFile {
  static func read(_ path: FilePath, limit: Int) throws -> [UInt8] {
    let folder = try Directory(path.removingLastComponent())
    return try folder.readFile(path.lastComponent?.string ?? ".", limit: limit)
  }

  /// Replaces the file in one step, or makes it.
  static func replace(_ path: FilePath, with bytes: [UInt8]) throws {
    let folder = try Directory(path.removingLastComponent())
    try folder.replaceFile(path.lastComponent?.string ?? ".", with: bytes, staging: folder)
  }

  static func isThere(_ path: FilePath) throws -> Bool {
    let folder = try Directory(path.removingLastComponent())
    return try folder.status(path.lastComponent?.string ?? ".") != nil
  }
}
