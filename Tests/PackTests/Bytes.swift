/// Bytes in memory as a source to unpack from, given out in pieces as a network would.
final class Bytes {
  private let bytes: [UInt8]
  private let most: Int
  private(set) var position = 0

  init(_ bytes: [UInt8], most: Int = 100_000) {
    self.bytes = bytes
    self.most = most
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, most, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}
