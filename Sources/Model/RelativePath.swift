/// A path inside an artifact: one or more names joined by `/`.
///
/// No name is empty, `.` or `..`, or holds NUL or a control character; a name has at most 255 bytes, the whole at
/// most 1024. So joined to a folder it cannot leave it, links aside.
package struct RelativePath: Hashable, Sendable, Comparable, LosslessStringConvertible {
  package let description: String

  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 1024,
      !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else { return nil }
    for name in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard !name.isEmpty, name != ".", name != "..", name.utf8.count <= 255 else { return nil }
    }
    description = text
  }

  package var names: [String] { description.split(separator: "/").map(String.init) }

  /// Byte order.
  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
