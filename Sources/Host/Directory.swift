private import CPosix
package import SystemPackage

/// An open folder: everything in it is reached by descriptor, so that a renamed or replaced parent changes nothing.
///
/// Names may be paths below the folder (`"a/b"`) where the folder's content is stigmerup's own. Untrusted
/// archives are unpacked one name at a time, through ``openDirectory(_:followingLinks:)`` without following links.
package final class Directory: Sendable {
  /// As given or joined: for messages, for children's environment, never used to reach the content.
  package let path: FilePath
  package let descriptor: Int32

  init(descriptor: Int32, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens an existing folder.
  package convenience init(_ path: FilePath) throws(HostError) {
    let descriptor = try SystemCall.run("open the folder", path.string) {
      stg_openat(AT_FDCWD, path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    self.init(descriptor: descriptor, path: path)
  }

  /// Opens the folder, made first with its parents where they are missing.
  package static func making(_ path: FilePath, mode: UInt32 = 0o755) throws(HostError) -> Directory
  {
    do throws(HostError) {
      return try Directory(path)
    } catch  where error.isNotFound {
      let parent = path.removingLastComponent()
      if !parent.isEmpty && parent != path { _ = try making(parent, mode: mode) }
      let made = mkdir(path.string, mode_t(mode))
      if made == -1 && stg_errno() != EEXIST {
        throw HostError("create the folder", path.string, code: stg_errno())
      }
      return try Directory(path)
    }
  }

  // MARK: folders in it

  package func openDirectory(_ name: String, followingLinks: Bool = true) throws(HostError)
    -> Directory
  {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW)
    let opened = try SystemCall.run("open the folder", location(name)) {
      stg_openat(descriptor, name, flags, 0)
    }
    return Directory(descriptor: opened, path: path.appending(name))
  }

  /// Makes a folder that must not exist yet.
  package func createDirectory(_ name: String, mode: UInt32 = 0o755) throws(HostError) {
    try SystemCall.run("create the folder", location(name)) {
      mkdirat(descriptor, name, mode_t(mode))
    }
  }

  /// Opens the folder `name`, made first where it is missing.
  package func makingDirectory(_ name: String, mode: UInt32 = 0o755) throws(HostError) -> Directory
  {
    do throws(HostError) {
      try createDirectory(name, mode: mode)
    } catch  where error.code == EEXIST {}
    return try openDirectory(name)
  }

  /// The names in it without `.` and `..`, in byte order. What is not UTF-8 is repaired, and leads nowhere then.
  package func names() throws(HostError) -> [String] {
    try rawNames().map { name in
      name.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names as the system has them: any bytes, a NUL at their end; in no order.
  func rawNames() throws(HostError) -> [[CChar]] {
    let copy = try SystemCall.run("list the folder", path.string) {
      stg_openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    guard let stream = fdopendir(copy) else {
      let code = stg_errno()
      close(copy)
      throw HostError("list the folder", path.string, code: code)
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while true {
      stg_set_errno(0)
      guard let entry = readdir(stream), let name = stg_dirent_name(entry) else { break }
      if strcmp(name, ".") != 0 && strcmp(name, "..") != 0 {
        names.append(Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1)))
      }
    }
    guard stg_errno() == 0 else {
      throw HostError("list the folder", path.string, code: stg_errno())
    }
    return names
  }

  // MARK: entries in it

  /// - Returns: `nil` when there is no such entry.
  package func status(_ name: String, followingLinks: Bool = false) throws(HostError) -> FileStatus?
  {
    var status = stat()
    do throws(HostError) {
      try SystemCall.run("look at", location(name)) {
        fstatat(descriptor, name, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW)
      }
    } catch  where error.isNotFound || error.code == ENOTDIR {
      return nil
    }
    return FileStatus(status)
  }

  package func status() throws(HostError) -> FileStatus {
    var status = stat()
    try SystemCall.run("look at", path.string) { fstat(descriptor, &status) }
    return FileStatus(status)
  }

  package func setMode(_ mode: UInt32) throws(HostError) {
    try SystemCall.run("set the permissions of", path.string) {
      fchmod(descriptor, mode_t(mode))
    }
  }

  /// Moves the entry `name` to `newName` in `other`, in one step; a file or link there is replaced.
  package func rename(_ name: String, to newName: String, in other: Directory) throws(HostError) {
    try SystemCall.run("move to '\(other.location(newName))'", location(name)) {
      renameat(descriptor, name, other.descriptor, newName)
    }
  }

  /// Lets two entries change places, in one step (`renameat2(2)` with `RENAME_EXCHANGE`).
  package func exchange(_ name: String, with other: String, in folder: Directory) throws(HostError)
  {
    try SystemCall.run("exchange with '\(folder.location(other))'", location(name)) {
      stg_exchange(descriptor, name, folder.descriptor, other)
    }
  }

  // MARK: durability

  /// Puts the names in this folder onto the disk.
  package func flush() throws(HostError) {
    try SystemCall.run("flush the folder", path.string) { Flush.file(descriptor) }
  }

  func location(_ name: String) -> String { path.appending(name).string }
}
