internal import Host
internal import Model
package import SystemPackage
private import Trust

/// A repository with its lock held. Every file appears whole, by a rename, and objects are on the disk before anything
/// names them; so a reader sees the old state or the new one, and so does the next command after a crash. A web server
/// may run as somebody else: all can read what is served, whatever the umask.
package final class RepositoryWriter {
  package let folder: RepositoryFolder
  let staging: Directory
  private let lock: FileLock

  /// Takes the lock, waiting while another process has it, and sweeps what a crash left.
  ///
  /// - Parameter onWait: Called with the process and command waited for.
  package init(
    _ folder: RepositoryFolder, command: String, onWait: (String) -> Void = { _ in }
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
    try directory(folder)
      .replaceFile(name, with: bytes, mode: mode, staging: staging, datedLater: true)
  }

  /// - Parameter path: Relative to the repository's root, empty for the root itself; made where it is missing.
  func directory(_ path: String) throws(HostError) -> Directory {
    var directory = self.folder.root
    for name in path.split(separator: "/").map(String.init) {
      if try directory.status(name) == nil {
        try directory.makingDirectory(name).setMode(0o755)
        try directory.flush()
      }
      directory = try directory.openDirectory(name)
    }
    return directory
  }

  /// Gives `body` a new folder, as a home for a program that is tried out, and takes it away again.
  package func withEmptyFolder<Value>(_ body: (FilePath) throws -> Value) throws -> Value {
    let name = RandomName.make()
    try staging.createDirectory(name, mode: 0o700)
    let outcome = Result { try body(staging.path.appending(name)) }
    try staging.removeTree(name)
    return try outcome.get()
  }

  /// - Returns: How the object is named; one that is there already stays.
  @discardableResult
  func writeObject(_ bytes: [UInt8]) throws -> ObjectReference {
    let reference = ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
    if !isThere(reference) {
      let temporary = RandomName.make()
      try staging.writeFile(temporary, bytes)
      try move(temporary, to: reference.digest.hex, in: "objects")
    }
    return reference
  }

  /// Moves a file of the staging folder, written and flushed, to its place among the objects.
  func adoptObject(_ name: String, as reference: ObjectReference) throws {
    if isThere(reference) { return try staging.removeFile(name) }
    try move(name, to: reference.digest.hex, in: "objects")
  }

  /// Moves a file of the staging folder, written and flushed, to where it is served.
  func move(_ name: String, to newName: String, in folder: String) throws {
    let place = try directory(folder)
    try staging.openFile(name).setMode(0o644)
    try staging.rename(name, to: newName, in: place)
    try place.flush()
  }

  /// One that was damaged is none: it is written again.
  private func isThere(_ reference: ObjectReference) -> Bool {
    do {
      try folder.objects.check(reference.path, reference)
      return true
    } catch {
      return false
    }
  }
}
