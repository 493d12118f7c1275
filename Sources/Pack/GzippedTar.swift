package import Host
package import Model
package import SystemPackage

/// A gzipped tar of a few files: for machines that have nothing but `tar` and `gzip`.
///
/// The same files in the same order give the same bytes: owners and times are 0, modes are 0755 or 0644. Another
/// version of zlib may pack otherwise. `Hash` is SHA-256. Memory does not grow with the files.
package enum GzippedTar<Hash: StreamingDigest & ~Copyable> {
  package enum Content {
    case bytes([UInt8])
    /// A regular file, or a link to one.
    case file(FilePath)
  }

  /// - Parameters:
  ///   - files: With what each is called in the archive.
  ///   - folder: Where the archive is written, as the new file `fileName`, flushed.
  /// - Returns: How the archive is named as an object.
  /// - Throws: ``PackError`` for what is no file or changed meanwhile; `HostError`. No file is left then.
  package static func write(
    _ files: [(path: RelativePath, isExecutable: Bool, content: Content)], into folder: Directory,
    as fileName: String
  ) throws -> ObjectReference {
    let stream = GzipStream<Hash>(try folder.createFile(fileName))
    do {
      for (path, isExecutable, content) in files {
        try append(path, isExecutable, content, to: stream)
      }
      try stream.write(TarHeader.end)
      return try stream.finish()
    } catch {
      try folder.removeFile(fileName)
      throw error
    }
  }

  private static func append(
    _ path: RelativePath, _ isExecutable: Bool, _ content: Content, to stream: GzipStream<Hash>
  ) throws {
    let length: Int
    switch content {
    case .bytes(let bytes):
      length = bytes.count
      try stream.write(header(path, length, isExecutable) + bytes)
    case .file(let place):
      guard let name = place.lastComponent else {
        throw PackError(place.string, .neitherFileNorFolder)
      }
      let parent = place.removingLastComponent()
      let file = try Directory(parent.isEmpty ? "." : parent).openFile(name.string)
      let status = try file.status()
      guard status.kind == .file else { throw PackError(place.string, .neitherFileNorFolder) }
      length = status.length
      try stream.write(header(path, length, isExecutable))
      try copy(file, of: length, to: stream)
    }
    try stream.write([UInt8](repeating: 0, count: TarHeader.padding(length)))
  }

  private static func header(_ path: RelativePath, _ length: Int, _ isExecutable: Bool) -> [UInt8] {
    TarHeader(path: path, kind: .file(length: length, isExecutable: isExecutable)).bytes
  }

  private static func copy(
    _ file: borrowing OpenFile, of length: Int, to stream: GzipStream<Hash>
  ) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
    defer { buffer.deallocate() }
    var rest = length
    while true {
      let count = try file.read(into: buffer)
      rest -= count
      guard rest >= 0, count > 0 || rest == 0 else {
        throw PackError(file.path, .changed(file.path))
      }
      if count == 0 { return }
      try stream.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
