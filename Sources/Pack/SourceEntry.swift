internal import Host
internal import Model

/// One thing to pack, as it was found.
struct SourceEntry: Equatable {
  let path: RelativePath
  let kind: EntryKind
  /// To see whether it was exchanged or written to since.
  let identity: Identity

  struct Identity: Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let modified: Instant
    private let length: Int

    init(_ status: FileStatus) {
      device = status.device
      inode = status.inode
      modified = status.modified
      // A folder's own length tells nothing, and some file systems change it at leisure.
      length = status.kind == .directory ? 0 : status.length
    }
  }
}
