private import CPosix
private import SystemPackage

extension Directory {
  /// Puts a whole tree below this folder onto the disk: one `syncfs` where the system has one and it works,
  /// otherwise file by file and folder by folder.
  package func flushTree() throws(HostError) {
    if let result = Flush.fileSystem(descriptor), result == 0 { return }
    try flushEntries()
  }

  private func flushEntries() throws(HostError) {
    for name in try names() {
      guard let status = try status(name) else { continue }
      switch status.kind {
      case .directory: try openDirectory(name, followingLinks: false).flushEntries()
      case .file: try openFile(name, followingLinks: false).flush()
      case .link, .other: continue
      }
    }
    try flush()
  }
}
