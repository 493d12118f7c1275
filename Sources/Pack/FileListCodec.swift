package import Model

/// A file list as an object: its JSON in one zstd frame.
package enum FileListCodec<Hash: StreamingDigest & ~Copyable> {
  /// JSON with digests shrinks to a quarter; long runs of empty folders to a fiftieth. More is an attack on memory.
  private static var mostExpansion: Int { 200 }

  /// - Throws: ``UnpackError`` when the list is longer than a client accepts.
  package static func pack(_ list: FileList, level: Int = 19) throws(UnpackError)
    -> (object: [UInt8], reference: ObjectReference)
  {
    let content = list.bytes
    var compressor = ZstdCompressor(level: level)
    var packed = [UInt8](repeating: 0, count: ZstdCompressor.bound(content.count))
    let length = content.withUnsafeBytes { content in
      packed.withUnsafeMutableBytes { compressor.compress(content, into: $0) }
    }
    guard let length, length <= Limits.fileList, content.count <= mostUnpacked(from: length)
    else { throw UnpackError("the list of files", .listTooLong) }
    packed.removeLast(packed.count - length)
    return (packed, ObjectReference(digest: digest(of: packed), length: length))
  }

  /// - Parameters:
  ///   - object: As served: held against `reference` before anything else looks at it.
  ///   - name: Whose list it is, for messages.
  /// - Throws: ``UnpackError``; `FormatError`.
  package static func unpack(_ object: [UInt8], as reference: ObjectReference, of name: String)
    throws -> FileList
  {
    let subject = "the list of files of \(name)"
    guard object.count == reference.length, digest(of: object) == reference.digest else {
      throw UnpackError(subject, .listAltered)
    }
    let length = object.withUnsafeBytes { ZstdDecompressor.contentLength($0) }
    guard let length else { throw UnpackError(subject, .listNotOneFrame) }
    guard length <= mostUnpacked(from: object.count) else {
      throw UnpackError(subject, .listTooLong)
    }
    var decompressor = ZstdDecompressor()
    var content = [UInt8](repeating: 0, count: length)
    let isSound = object.withUnsafeBytes { object in
      content.withUnsafeMutableBytes { decompressor.decompress(object, into: $0) }
    }
    guard isSound else { throw UnpackError(subject, .listNotOneFrame) }
    return try FileList(parsing: content)
  }

  private static func mostUnpacked(from length: Int) -> Int {
    min(Limits.fileListUnpacked, (1 << 20) + length * mostExpansion)
  }

  private static func digest(of bytes: [UInt8]) -> Digest {
    var digest = Hash()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
