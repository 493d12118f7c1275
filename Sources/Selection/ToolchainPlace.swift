/// Where a toolchain lies in its home: the value of `STIGMERUP_INHERITED`.
package enum ToolchainPlace: Equatable, Sendable {
  /// `trees/<id>`: 32 hexadecimal digits of the manifest's digest, `-`, 8 of its components'; `-r1`, `-r2`, … behind
  /// them where a mended tree could not take the damaged one's name.
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
    let end = manifestDigits + 9
    guard id.bytes.count >= end, id.bytes[manifestDigits] == Ascii.hyphen else { return false }
    return id.bytes[..<manifestDigits].areLowerHex
      && id.bytes[(manifestDigits + 1)..<end].areLowerHex
      && (id.bytes.count == end || isRepairSuffix(id.bytes[end...]))
  }

  /// `-r` and a number from 1 to 999,999 without leading zeros.
  private static func isRepairSuffix(_ suffix: ArraySlice<UInt8>) -> Bool {
    let digits = suffix.dropFirst(2)
    guard suffix.count >= 3, digits.count <= 6, suffix.first == Ascii.hyphen,
      suffix.dropFirst().first == Ascii.letterR, digits.first != Ascii.zero
    else { return false }
    return digits.allSatisfy { (Ascii.zero...Ascii.zero + 9).contains($0) }
  }
}
