private import Model

/// Names that no other process has: 128 random bits as 32 hexadecimal digits.
package enum RandomName {
  package static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return Hex.encode((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }
}
