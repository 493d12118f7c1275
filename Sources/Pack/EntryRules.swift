internal import Model

/// What an entry's name may be, and how many there may be: the same rules when packing and when unpacking.
enum EntryRules {
  /// The most entries of one artifact.
  static let count = 1_000_000
  /// The most names in a path: each takes a descriptor while its folder is being filled.
  static let depth = 100

  /// - Parameter text: A path without a `/` at its end.
  static func path(_ text: String) throws(NameProblem) -> RelativePath {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.first != UInt8(ascii: "/") else { throw .absolute }
    guard !text.unicodeScalars.contains(where: isControl) else { throw .controlCharacter }
    guard !text.unicodeScalars.contains("\u{FFFD}") else { throw .notUTF8 }
    let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard names.count <= depth else { throw .tooDeep }
    for name in names {
      guard !name.isEmpty else { throw .emptyName }
      guard !name.elementsEqual("..".utf8) else { throw .parent }
      guard !name.elementsEqual(".".utf8) else { throw .dot }
      guard name.count <= 255 else { throw .nameTooLong }
    }
    guard let path = RelativePath(text) else { throw .pathTooLong }
    return path
  }

  /// Two paths with one key are one path where a file system folds case or composes accents, as macOS does.
  static func key(_ path: String) -> String { path.lowercased() }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}
