package import Host
private import SystemPackage

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
      do throws(HostError) {
        try staging.createDirectory(name)
      } catch {
        // Not told by its name, which nobody has heard of.
        throw HostError("write to the folder", staging.path.string, code: error.code)
      }
      // A sweeper may take it before it is locked: then it is gone, and another is made.
      guard let directory = try Self.open(name, in: staging) else { continue }
      if try directory.lockIfFree(), try staging.status(name) != nil {
        self.name = name
        self.directory = directory
        return
      }
    }
  }

  /// - Returns: `nil` when it is gone.
  private static func open(_ name: String, in staging: Directory) throws(HostError) -> Directory? {
    do throws(HostError) {
      return try staging.openDirectory(name, followingLinks: false)
    } catch  where error.isNotFound {
      return nil
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
      guard status.kind == .directory else {
        try staging.removeFile(name)
        continue
      }
      // Its owner may remove it meanwhile: that takes no lock.
      guard let folder = try open(name, in: staging), try folder.lockIfFree() else { continue }
      // Locked to the end: who made it an instant ago finds it taken, and makes another.
      defer { withExtendedLifetime(folder) {} }
      try staging.removeTree(name)
    }
  }
}
