/// Where a toolchain lies in its home: the value of `STIGMERUP_INHERITED`.
package enum ToolchainPlace: Equatable, Sendable {
  /// `trees/<id>`: 32 hexadecimal digits of the manifest's digest, `-`, 8 of its components'.
  case tree(id: ByteString)
  /// `linked/<name>`
  case linked(name: ByteString)

  /// nil for any other form: no `..`, nothing below, no name that could not have been linked.
  package init?(relativePath: ByteString) {
    if let id = relativePath.dropping("trees/"), Self.isTreeIdentifier(id) {
      self = .tree(id: id)
    } else if let name = relativePath.dropping("linked/"), ToolchainSelector.isLinkableName(name) {
      self = .linked(name: name)
    } else {
      return nil
    }
  }

  /// Relative to the home.
  package var relativePath: ByteString {
    switch self {
    case .tree(let id): "trees/" + id
    case .linked(let name): "linked/" + name
    }
  }

  static var manifestDigits: Int { 32 }

  private static func isTreeIdentifier(_ id: ByteString) -> Bool {
    guard id.bytes.count == manifestDigits + 9, id.bytes[manifestDigits] == Ascii.hyphen else {
      return false
    }
    return id.bytes[..<manifestDigits].areLowerHex
      && id.bytes[(manifestDigits + 1)...].areLowerHex
  }
}
