private import CPosix

enum LinkReading: Equatable {
  case target(ByteString)
  case absent
  /// Not a link, out of reach, or longer than a path may be.
  case odd
}

/// readlink(2)
func readLink(_ path: ByteString) -> LinkReading {
  var count = -1
  let capacity = Int(PATH_MAX)
  let target = [CChar](unsafeUninitializedCapacity: capacity) { buffer, filled in
    guard let start = buffer.baseAddress else { return }
    count = path.withCString { readlink($0, start, capacity) }
    filled = max(count, 0)
  }
  if count < 0 { return isAbsence(stg_errno()) ? .absent : .odd }
  return count == 0 || count == capacity
    ? .odd : .target(ByteString(target.map { UInt8(bitPattern: $0) }))
}

enum FileReading: Equatable {
  case contents(ByteString)
  case absent
  case unreadable
}

/// The most bytes of a pin, or of a home's overrides.
package var longestSmallFile: Int { 64 << 10 }

/// The whole of a regular file of at most ``longestSmallFile`` bytes. Never blocks: a FIFO or a device is unreadable.
func readSmallFile(_ path: ByteString) -> FileReading {
  let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
  let descriptor = path.withCString { stg_openat(AT_FDCWD, $0, flags, 0) }
  guard descriptor >= 0 else { return isAbsence(stg_errno()) ? .absent : .unreadable }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, stg_is_regular(&status) != 0,
    status.st_size <= off_t(longestSmallFile)
  else { return .unreadable }
  return readToEnd(descriptor, length: Int(status.st_size))
}

/// One byte more than the expected length is asked for, so that one call sees the end too.
private func readToEnd(_ descriptor: Int32, length: Int) -> FileReading {
  var count = 0
  let contents = [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, filled in
    guard let start = buffer.baseAddress else { return }
    count = read(descriptor, start, length + 1)
    filled = max(count, 0)
  }
  // Another length: it is being written right now.
  return count == length ? .contents(ByteString(contents)) : .unreadable
}

/// false only if there is certainly nothing called `path`, not even a broken link.
func mayExist(_ path: ByteString) -> Bool {
  var status = stat()
  return path.withCString { lstat($0, &status) } == 0 || !isAbsence(stg_errno())
}

/// getcwd(3); nil when it was removed or is out of reach.
package func currentDirectory() -> ByteString? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
    guard let start = buffer.baseAddress, getcwd(start, buffer.count) != nil else { return nil }
    return ByteString(cString: start)
  }
}

/// The names in a folder, in no order; nil when it cannot be read.
func names(in folder: ByteString) -> [ByteString]? {
  guard let stream = folder.withCString({ opendir($0) }) else {
    return isAbsence(stg_errno()) ? [] : nil
  }
  defer { closedir(stream) }
  var names: [ByteString] = []
  while let entry = readdir(stream) { names.append(ByteString(cString: stg_dirent_name(entry))) }
  return names
}

/// Sets a file's times to now, if it is there and may be written (utimensat(2)).
func touch(_ path: ByteString) {
  _ = path.withCString { utimensat(AT_FDCWD, $0, nil, 0) }
}

private func isAbsence(_ code: Int32) -> Bool { code == ENOENT || code == ENOTDIR }
