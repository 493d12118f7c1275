private import CPosix
private import SystemPackage

/// An exclusive lock (`flock(2)`) that lasts as long as this value and the process; a crash lets go of it.
///
/// The file holds the owner's process id and command, so that others can say whom they wait for.
/// It is close-on-exec: no child keeps the lock.
package final class FileLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes the lock, waiting while another process has it.
  ///
  /// - Parameters:
  ///   - owner: What to write into the file: the command that runs.
  ///   - onWait: Called once before waiting, with what the present owner wrote, or that it wrote nothing: to stand behind
  ///     a colon.
  package static func take(
    _ name: String, in directory: Directory, owner: String, onWait: (String) -> Void
  ) throws(HostError) -> FileLock {
    let (lock, holder) = try attempt(name, in: directory, owner: owner)
    if let lock { return lock }
    onWait(holder)
    let file = try open(name, in: directory)
    try SystemCall.run("lock", directory.location(name)) { flock(file.descriptor, LOCK_EX) }
    file.note(owner)
    return file
  }

  /// - Returns: `nil` when another process has it.
  package static func takeIfFree(
    _ name: String, in directory: Directory, owner: String
  ) throws(HostError) -> FileLock? {
    try attempt(name, in: directory, owner: owner).lock
  }

  private static func attempt(
    _ name: String, in directory: Directory, owner: String
  ) throws(HostError) -> (lock: FileLock?, holder: String) {
    let file = try open(name, in: directory)
    do throws(HostError) {
      try SystemCall.run("lock", directory.location(name)) {
        flock(file.descriptor, LOCK_EX | LOCK_NB)
      }
    } catch  where error.code == EWOULDBLOCK {
      return (nil, file.readNote())
    }
    file.note(owner)
    return (file, "")
  }

  private static func open(_ name: String, in directory: Directory) throws(HostError) -> FileLock {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    do throws(HostError) {
      return FileLock(
        descriptor: try SystemCall.run("open the lock", directory.location(name)) {
          stg_openat(directory.descriptor, name, flags, 0o644)
        })
    } catch  where error.isForbidden {
      // Nobody has heard of the lock; the folder is what cannot be written to.
      guard faccessat(directory.descriptor, ".", W_OK | X_OK, 0) != 0 else { throw error }
      throw HostError("write to the folder", directory.path.string, code: error.code)
    }
  }

  /// Best effort: the note only serves messages.
  private func note(_ owner: String) {
    let text = Array("\(getpid()) \(owner)\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  private func readNote() -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init)
      ?? "one that has not said what it does"
  }
}
