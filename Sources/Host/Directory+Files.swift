private import CPosix
private import Model
private import SystemPackage

extension Directory {
  /// Opens a file for reading.
  ///
  /// - Parameter followingLinks: With `false`, a symbolic link in the last place is an error (`ELOOP`).
  package func openFile(_ name: String, followingLinks: Bool = true) throws(HostError) -> OpenFile {
    // Without O_NONBLOCK a FIFO in a file's place would wait for ever.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
    let opened = try SystemCall.run("open", location(name)) {
      stg_openat(descriptor, name, flags, 0)
    }
    return OpenFile(descriptor: opened, path: location(name))
  }

  /// Creates a file that must not exist yet, open for reading and writing.
  package func createFile(_ name: String, mode: UInt32 = 0o644) throws(HostError) -> OpenFile {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let opened = try SystemCall.run("create", location(name)) {
      stg_openat(descriptor, name, flags, mode_t(mode))
    }
    return OpenFile(descriptor: opened, path: location(name))
  }

  /// Opens for reading and writing, made first where it is missing.
  package func openOrCreateFile(_ name: String, mode: UInt32 = 0o644) throws(HostError) -> OpenFile
  {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let opened = try SystemCall.run("open", location(name)) {
      stg_openat(descriptor, name, flags, mode_t(mode))
    }
    return OpenFile(descriptor: opened, path: location(name))
  }

  /// The whole content of a regular file.
  ///
  /// - Parameter limit: The most bytes to accept; a longer file is an error (`EFBIG`).
  package func readFile(_ name: String, limit: Int) throws(HostError) -> [UInt8] {
    let file = try openFile(name)
    guard try file.status().kind == .file else {
      throw HostError("read as a file", location(name), code: EINVAL)
    }
    return try file.readAll(limit: limit)
  }

  /// - Returns: `nil` when there is no such file.
  package func readFileIfPresent(_ name: String, limit: Int) throws(HostError) -> [UInt8]? {
    do throws(HostError) {
      return try readFile(name, limit: limit)
    } catch  where error.isNotFound {
      return nil
    }
  }

  /// Writes a new file and flushes it.
  package func writeFile(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(HostError) {
    let file = try createFile(name, mode: mode)
    try file.write(bytes)
    try file.flush()
  }

  /// Replaces the content of `name` in one step: a reader sees the old file or the new one.
  ///
  /// - Parameter mode: Its permissions afterwards, exactly: the umask takes nothing away.
  /// - Parameter staging: Where the new file is written first: on the same file system, and swept after a crash.
  /// - Parameter datedLater: Whether the new file's time is at least one whole second after the old one's, as web
  ///   servers tell two states of a file apart (`ETag`, `Last-Modified`).
  package func replaceFile(
    _ name: String, with bytes: [UInt8], mode: UInt32 = 0o644, staging: Directory,
    datedLater: Bool = false
  ) throws(HostError) {
    let temporary = RandomName.make()
    do throws(HostError) {
      let file = try staging.createFile(temporary, mode: mode)
      try file.setMode(mode)
      try file.write(bytes)
      try file.flush()
      if datedLater, let before = try status(name)?.modified,
        let present = try staging.status(temporary)?.modified, present <= before
      {
        try staging.date(temporary, at: before.adding(seconds: 1))
      }
      try staging.rename(temporary, to: name, in: self)
    } catch {
      // The first error is the one to tell; what stays is swept by the next writer.
      _ = unlinkat(staging.descriptor, temporary, 0)
      throw replacementError(error, of: name, staging: staging)
    }
    try flush()
  }

  /// Stamps an existing file with the present time.
  package func touch(_ name: String) throws(HostError) {
    try SystemCall.run("stamp", location(name)) { utimensat(descriptor, name, nil, 0) }
  }

  private func date(_ name: String, at time: Instant) throws(HostError) {
    let stamp = timespec(tv_sec: time.seconds, tv_nsec: 0)
    let stamps = [stamp, stamp]
    try SystemCall.run("date", location(name)) { utimensat(descriptor, name, stamps, 0) }
  }

  /// Copies a regular file's content into a new file of another folder; not flushed.
  package func copyFile(
    _ name: String, to newName: String, in other: Directory, mode: UInt32
  ) throws(HostError) {
    let source = try openFile(name)
    guard try source.status().kind == .file else {
      throw HostError("copy as a file", location(name), code: EINVAL)
    }
    let copy = try other.createFile(newName, mode: mode)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try source.read(into: chunk)
      if count == 0 { return }
      try copy.write(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
  }
}
