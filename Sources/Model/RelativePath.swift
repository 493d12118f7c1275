/// A path inside an artifact: one or more names joined by `/`.
///
/// No name is empty, `.` or `..`, or holds NUL or a control character; a name has at most 255 bytes, the whole at
/// most 1024. So joined to a folder it cannot leave it, links aside.
///
/// Taken apart byte by byte, as the system does it: to Swift a `/` with a combining accent behind it is one character,
/// and no slash.
package struct RelativePath: Hashable, Sendable, Comparable, LosslessStringConvertible {
  package let description: String

  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 1024,
      !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else { return nil }
    for name in Self.split(text, omittingEmptySubsequences: false) {
      guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8),
        name.count <= 255
      else { return nil }
    }
    description = text
  }

  package var names: [String] { Self.names(in: description) }

  /// The names in a path, whatever they are; empty ones do not count.
  package static func names(in path: String) -> [String] {
    split(path, omittingEmptySubsequences: true).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func split(
    _ text: String, omittingEmptySubsequences: Bool
  ) -> [Substring.UTF8View] {
    text.utf8.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: omittingEmptySubsequences)
  }

  /// Byte order.
  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
