/// A SHA-256 digest (FIPS 180-4): 32 bytes, written as 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable {
  /// Exactly 32 bytes.
  package let bytes: [UInt8]

  /// - Parameter bytes: 32 bytes; any other count gives `nil`.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// - Parameter hex: 64 lower-case hexadecimal digits; anything else gives `nil`.
  package init?(hex: some StringProtocol) {
    guard let bytes = Hex.decode(hex), hex.utf8.count == 64 else { return nil }
    self.bytes = bytes
  }

  package var hex: String { Hex.encode(bytes) }
}

extension Digest: CustomStringConvertible {
  package var description: String { hex }
}
