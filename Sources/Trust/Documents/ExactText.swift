/// A text that is equal to its own bytes and nothing else.
///
/// Swift's `==` on strings holds canonically equivalent texts for equal ("é" has two spellings); names that are
/// signed do not.
package protocol ExactText: Hashable, Comparable, Sendable, LosslessStringConvertible,
  ExpressibleByStringLiteral
where StringLiteralType == String {
  init(_ text: String)
}

extension ExactText {
  package init(stringLiteral value: String) { self.init(value) }

  package static func == (left: Self, right: Self) -> Bool {
    left.description.utf8.elementsEqual(right.description.utf8)
  }

  /// Byte order.
  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in description.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(0xFF))
  }
}
