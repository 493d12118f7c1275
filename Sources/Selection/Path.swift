extension ByteString {
  /// `name` below this folder. `/` keeps its one slash.
  package func joined(_ name: ByteString) -> ByteString {
    bytes.last == Ascii.slash ? self + name : self + "/" + name
  }

  /// The folder that holds this absolute path; nil for `/`, and for a relative path's first name.
  package var parent: ByteString? {
    guard bytes.count > 1, let slash = bytes.lastIndex(of: Ascii.slash) else { return nil }
    return slash == 0 ? "/" : ByteString(bytes[..<slash])
  }

  /// What follows the last slash.
  package var lastName: ByteString {
    guard let slash = bytes.lastIndex(of: Ascii.slash) else { return self }
    return ByteString(bytes[(slash + 1)...])
  }

  /// Whether this is one name that stays in its folder: not empty, `.`, `..`, and no slash.
  package var isPlainName: Bool {
    !isEmpty && self != "." && self != ".." && !bytes.contains(Ascii.slash)
  }

  /// Whether this is a relative path of plain names, with no empty one, `.` or `..` among them.
  package var isPlainPath: Bool {
    bytes.split(separator: Ascii.slash, omittingEmptySubsequences: false)
      .allSatisfy { ByteString($0).isPlainName }
  }

  package var isAbsolute: Bool { bytes.first == Ascii.slash }
}
