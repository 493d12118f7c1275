internal import Model

/// Second stage of unpacking: verified frames become pieces of the archive, of exactly the length that is due.
final class FrameDecoder<Hash: StreamingDigest & ~Copyable> {
  private let reader: FrameReader<Hash>
  private let archiveLength: Int
  private let subject: String
  private let buffer: UnsafeMutableRawBufferPointer
  private var decompressor = ZstdDecompressor()
  private var number = 0
  private var decoded = 0

  init(_ reader: FrameReader<Hash>, archiveLength: Int, subject: String) {
    self.reader = reader
    self.archiveLength = archiveLength
    self.subject = subject
    buffer = .allocate(
      byteCount: max(1, min(archiveLength, Limits.frameContent)), alignment: 4096)
  }

  deinit { buffer.deallocate() }

  /// - Returns: The archive's next bytes, valid until the next call; `nil` at its end.
  func nextPiece() throws -> UnsafeRawBufferPointer? {
    guard let packed = try reader.nextFrame() else {
      guard decoded == archiveLength else { throw UnpackError(subject, .archiveTooShort) }
      return nil
    }
    let due = min(Limits.frameContent, archiveLength - decoded)
    guard let length = ZstdDecompressor.contentLength(packed) else {
      throw UnpackError(subject, .frameNotSound(number))
    }
    guard due > 0, length == due else {
      throw UnpackError(subject, .frameContent(number, expected: due))
    }
    let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<due])
    guard decompressor.decompress(packed, into: piece) else {
      throw UnpackError(subject, .frameNotSound(number))
    }
    number += 1
    decoded += due
    return UnsafeRawBufferPointer(piece)
  }
}
