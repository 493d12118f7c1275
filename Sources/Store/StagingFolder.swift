package import Host

/// A folder of one's own in `staging/`, locked as long as this value lives, so that no writer sweeps it.
///
/// What is built in it is moved out by a rename; the rest goes with it.
package final class StagingFolder {
  package let directory: Directory
  private let name: String
  private let staging: Directory

  init(in staging: Directory) throws(HostError) {
    self.staging = staging
    while true {
      let name = RandomName.make()
      try staging.createDirectory(name)
      let directory = try staging.openDirectory(name, followingLinks: false)
      // A sweeper may have taken it between the two calls: then it is gone, and another is made.
      if try directory.lockIfFree(), try staging.status(name) != nil {
        self.name = name
        self.directory = directory
        return
      }
    }
  }

  /// Removes it with what is left in it.
  package func discard() throws(HostError) { try staging.removeTree(name) }

  deinit {
    // Nobody can be told here; what stays is swept by the next writer.
    try? staging.removeTree(name)
  }

  /// Removes what no live process has locked: left by a crash. The caller holds the home's lock.
  static func sweep(_ staging: Directory) throws(HostError) {
    for name in try staging.names() {
      guard let status = try staging.status(name) else { continue }
      if status.kind == .directory {
        let folder = try staging.openDirectory(name, followingLinks: false)
        guard try folder.lockIfFree() else { continue }
      }
      try staging.removeTree(name)
    }
  }
}
