/// A piece of an ELF file: little-endian numbers, and text that ends with a NUL.
struct ELFBytes {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter width: 2, 4 or 8.
  /// - Throws: `.malformed` when it lies outside, or is larger than any file.
  func number(at offset: Int, bytes width: Int) throws(ELFRequirements.Problem) -> Int {
    guard offset >= 0, offset <= bytes.count - width else { throw .malformed }
    let value = bytes[offset..<(offset + width)].reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard value < 1 << 62 else { throw .malformed }
    return Int(value)
  }

  func text(at offset: Int) throws(ELFRequirements.Problem) -> String {
    guard offset >= 0, offset < bytes.count, let end = bytes[offset...].firstIndex(of: 0) else {
      throw .malformed
    }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
