private import CPosix

/// An open file with one owner; closed when that owner lets go of it. Its descriptor is close-on-exec.
package struct OpenFile: ~Copyable {
  package let descriptor: Int32
  /// For messages.
  package let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Writes all of `bytes` at the file's position.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(HostError) {
    var rest = bytes
    while !rest.isEmpty {
      let buffer = rest
      let count = try SystemCall.run("write", path) {
        CPosix.write(descriptor, buffer.baseAddress, buffer.count)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  package func write(_ bytes: [UInt8]) throws(HostError) {
    let result = bytes.withUnsafeBytes { buffer -> Result<Void, HostError> in
      Result { () throws(HostError) in try write(buffer) }
    }
    try result.get()
  }

  /// Reads at the file's position.
  ///
  /// - Returns: The count of bytes put into `buffer`; 0 at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
    try SystemCall.run("read", path) {
      CPosix.read(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  /// Reads from the position to the end.
  ///
  /// - Parameter limit: The most bytes to accept.
  /// - Throws: ``HostError`` with `EFBIG` for a longer file.
  package func readAll(limit: Int) throws(HostError) -> [UInt8] {
    var content: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try read(into: chunk)
      if count == 0 { return content }
      guard content.count + count <= limit else {
        throw HostError("read all of", path, code: EFBIG)
      }
      content += chunk[..<count]
    }
  }

  /// Reads at `offset` bytes from the file's start (`pread(2)`); the file's position stays.
  ///
  /// - Returns: The count of bytes put into `buffer`; 0 at the end of the file.
  package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(HostError)
    -> Int
  {
    try SystemCall.run("read", path) {
      pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  package func seekToEnd() throws(HostError) {
    try SystemCall.run("seek in", path) { lseek(descriptor, 0, SEEK_END) }
  }

  package func status() throws(HostError) -> FileStatus {
    var status = stat()
    try SystemCall.run("look at", path) { fstat(descriptor, &status) }
    return FileStatus(status)
  }

  package func setMode(_ mode: UInt32) throws(HostError) {
    try SystemCall.run("set the permissions of", path) { fchmod(descriptor, mode_t(mode)) }
  }

  /// Puts the content on the disk (`fsync(2)`; `F_FULLFSYNC` where there is one).
  package func flush() throws(HostError) {
    try SystemCall.run("flush to the disk", path) { Flush.file(descriptor) }
  }
}
