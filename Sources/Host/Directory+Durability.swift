private import CPosix
private import SystemPackage

extension Directory {
  /// Takes an exclusive lock on the folder itself (`flock(2)`), for as long as this value lives.
  ///
  /// - Returns: `false` when another process has it.
  package func lockIfFree() throws(HostError) -> Bool {
    do throws(HostError) {
      try SystemCall.run("lock", path.string) { flock(descriptor, LOCK_EX | LOCK_NB) }
      return true
    } catch  where error.code == EWOULDBLOCK {
      return false
    }
  }

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
