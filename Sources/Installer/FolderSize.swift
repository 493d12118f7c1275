package import Host

/// What a folder takes on disk.
package enum FolderSize {
  /// - Returns: In bytes, by blocks, each file once; what cannot be read counts for nothing.
  package static func allocated(in folder: Directory) -> Int {
    guard let names = try? folder.names() else { return 0 }
    var total = 0
    for name in names {
      guard let status = try? folder.status(name) else { continue }
      total += status.allocated
      if status.kind == .directory,
        let inner = try? folder.openDirectory(name, followingLinks: false)
      {
        total += allocated(in: inner)
      }
    }
    return total
  }
}
