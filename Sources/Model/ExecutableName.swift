/// The name of a program that a component installs: it becomes a name in `bin/`.
///
/// 1 to 64 of `A-Z a-z 0-9 . _ + -`, beginning with a letter, a digit or `_`.
package struct ExecutableName: Hashable, Sendable, Comparable, LosslessStringConvertible {
  package let description: String

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 64, Self.isStart(first),
      bytes.allSatisfy({ Self.isStart($0) || ".+-".utf8.contains($0) })
    else { return nil }
    description = text
  }

  /// `stigmerup` and its shim: no release of stigmer may bring a program of these names.
  package var isReserved: Bool {
    description == "stigmerup" || description == "stigmer-shim"
      || description == "stigmerup-publish"
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.description < right.description
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_")
  }
}
