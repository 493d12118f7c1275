package import Host
package import Model
private import SystemPackage
private import Trust

/// A repository with its lock held. Every file appears whole, by a rename, and objects are on the disk before anything
/// names them; so a reader sees the old state or the new one, and so does the next command after a crash.
package final class RepositoryWriter {
  package let folder: RepositoryFolder
  let staging: Directory
  private let lock: FileLock

  /// Takes the lock, waiting while another process has it, and sweeps what a crash left.
  ///
  /// - Parameter onWait: Called with the process and command waited for.
  package init(
    _ folder: RepositoryFolder, command: String, onWait: (String) -> Void
  ) throws {
    self.folder = folder
    lock = try FileLock.take(".lock", in: folder.root, owner: command, onWait: onWait)
    staging = try folder.root.makingDirectory(".staging", mode: 0o700)
    for name in try staging.names() { try staging.removeTree(name) }
  }

  /// Writes a file of the repository, replacing one that is there, and flushes it.
  ///
  /// - Parameter folder: Relative to the repository's root; made where it is missing.
  func write(_ name: String, in folder: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws {
    try directory(folder).replaceFile(name, with: bytes, mode: mode, staging: staging)
  }

  func directory(_ path: String) throws(HostError) -> Directory {
    var directory = self.folder.root
    for name in path.split(separator: "/") {
      directory = try directory.makingDirectory(String(name))
    }
    return directory
  }

  /// - Returns: How the object is named; one that is there already stays.
  func writeObject(_ bytes: [UInt8]) throws -> ObjectReference {
    let reference = ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
    let objects = try directory("objects")
    if try objects.status(reference.digest.hex)?.length != bytes.count {
      try objects.replaceFile(reference.digest.hex, with: bytes, staging: staging)
    }
    return reference
  }

  /// Moves a file of the staging folder, written and flushed, to its place among the objects.
  func adoptObject(_ name: String, as reference: ObjectReference) throws {
    let objects = try directory("objects")
    if try objects.status(reference.digest.hex)?.length == reference.length {
      return try staging.removeFile(name)
    }
    try staging.rename(name, to: reference.digest.hex, in: objects)
    try objects.flush()
  }
}
