package import Host

/// What a folder takes on disk.
package enum FolderSize {
  /// - Returns: In bytes, by blocks, each file once; what cannot be read counts for nothing.
  package static func allocated(in folder: Directory) -> Int {
    var shared: Set<Inode> = []
    return allocated(in: folder, &shared)
  }

  /// Trees share files: each counts where it is met first.
  private struct Inode: Hashable {
    let device: UInt64
    let number: UInt64
  }

  private static func allocated(in folder: Directory, _ shared: inout Set<Inode>) -> Int {
    guard let names = try? folder.names() else { return 0 }
    var total = 0
    for name in names {
      guard let status = try? folder.status(name) else { continue }
      if status.kind == .file, status.linkCount > 1 {
        let inode = Inode(device: status.device, number: status.inode)
        guard shared.insert(inode).inserted else { continue }
      }
      total += status.allocated
      if status.kind == .directory,
        let inner = try? folder.openDirectory(name, followingLinks: false)
      {
        total += allocated(in: inner, &shared)
      }
    }
    return total
  }
}
