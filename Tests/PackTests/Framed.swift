import CZstd
import Model

/// Bytes in frames with the right digests, as a publisher with the right keys would sign them: so only what comes
/// after the digests can refuse them.
struct Framed {
  private(set) var frames: [[UInt8]]
  var archiveLength: Int
  var unpackedLength: Int

  init(_ archive: [UInt8], unpackedLength: Int) {
    frames = stride(from: 0, to: archive.count, by: Limits.frameContent).map {
      Self.pack(archive[$0..<min($0 + Limits.frameContent, archive.count)])
    }
    archiveLength = archive.count
    self.unpackedLength = unpackedLength
  }

  init(_ tar: HostileTar) { self.init(tar.finished, unpackedLength: tar.contentLength) }

  init(frames: [[UInt8]], archiveLength: Int, unpackedLength: Int = 0) {
    self.frames = frames
    self.archiveLength = archiveLength
    self.unpackedLength = unpackedLength
  }

  var bytes: [UInt8] { Array(frames.joined()) }

  var artifact: Artifact {
    Artifact(
      object: ObjectReference(digest: TestDigest.of(bytes), length: bytes.count),
      frames: frames.map { Artifact.Frame(length: $0.count, digest: TestDigest.of($0)) },
      archiveLength: archiveLength, unpackedLength: unpackedLength,
      files: ObjectReference(digest: TestDigest.of([]), length: 0), executables: [:],
      requirements: Artifact.Requirements())
  }

  static func pack(_ content: some Collection<UInt8>) -> [UInt8] {
    let content = Array(content)
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
    let length = ZSTD_compress(&packed, packed.count, content, content.count, 1)
    precondition(ZSTD_isError(length) == 0)
    return Array(packed[..<length])
  }
}
