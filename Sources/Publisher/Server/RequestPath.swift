internal import Model

/// The path of a request, decoded and split: nothing in it leads out of the folder, and nothing begins with a dot.
struct RequestPath: Equatable {
  /// At least one.
  let components: [String]

  enum Problem: Error {
    /// Not a path: a `%` without two digits, or bytes that are not UTF-8.
    case malformed
    /// A path that is never served, such as `..` or `.drafts/x`, or that names a folder.
    case notServed
  }

  /// - Parameter encoded: Begins with `/`.
  init(_ encoded: String) throws(Problem) {
    guard let decoded = Self.decode(encoded) else { throw .malformed }
    let parts = decoded.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty else { throw .notServed }
    for part in parts {
      guard !part.isEmpty, !part.utf8.starts(with: ".".utf8), part.utf8.count <= 255,
        !part.utf8.contains(0)
      else { throw .notServed }
    }
    components = parts.map(String.init)
  }

  private static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self).lowercased()
      guard digits.utf8.count == 2, let value = Hex.decode(digits)?.first else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
