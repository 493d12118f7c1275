internal import CPosix
package import Model

/// What `fstatat(2)` says of one entry.
package struct FileStatus: Sendable, Equatable {
  package enum Kind: Sendable {
    case file
    case directory
    case link
    case other
  }

  package let kind: Kind
  /// The permission bits, set-id and sticky bits included: `0o7777` at most.
  package let mode: UInt32
  /// In bytes.
  package let length: Int
  /// What it takes on disk, in bytes.
  package let allocated: Int
  package let owner: UInt32
  package let linkCount: Int
  package let device: UInt64
  package let inode: UInt64
  package let modified: Instant
  /// Of the second ``modified``: 0 to 999,999,999.
  package let modifiedNanoseconds: Int

  package var isExecutable: Bool { mode & 0o111 != 0 }

  init(_ status: stat) {
    // The macros are of type int where the field is unsigned.
    switch UInt32(status.st_mode) & UInt32(S_IFMT) {
    case UInt32(S_IFREG): kind = .file
    case UInt32(S_IFDIR): kind = .directory
    case UInt32(S_IFLNK): kind = .link
    default: kind = .other
    }
    mode = UInt32(status.st_mode) & 0o7777
    length = Int(status.st_size)
    allocated = Int(status.st_blocks) * 512
    owner = status.st_uid
    linkCount = Int(status.st_nlink)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    #if canImport(Darwin)
      modified = Instant(seconds: status.st_mtimespec.tv_sec)
      modifiedNanoseconds = status.st_mtimespec.tv_nsec
    #else
      modified = Instant(seconds: status.st_mtim.tv_sec)
      modifiedNanoseconds = status.st_mtim.tv_nsec
    #endif
  }
}
