package import Model

/// The name of a tree: its manifest and its set of components, by digest.
///
/// `<first 32 hexadecimal digits of the manifest's SHA-256>-<first 8 of that of the component names>`,
/// the names in byte order joined by line feeds. Selection holds the first part against a channel's marker. `-r1`,
/// `-r2`, … follows where a mended tree could not change places with the damaged one (docs/adr/0008).
package struct TreeIdentifier: Hashable, Sendable {
  package let text: String

  private static let baseLength = 41

  package init(manifest: Digest, componentNames: Digest) {
    text = "\(manifest.hex.prefix(32))-\(componentNames.hex.prefix(8))"
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 && Self.isRepair(parts[2]),
      parts[0].utf8.count == 32, parts[1].utf8.count == 8,
      Hex.decode(parts[0]) != nil, Hex.decode(parts[1]) != nil
    else { return nil }
    self.text = text
  }

  /// `r` and a number from 1 to 999,999 without leading zeros.
  private static func isRepair(_ part: Substring) -> Bool {
    let digits = part.utf8.dropFirst()
    return part.utf8.first == UInt8(ascii: "r") && (1...6).contains(digits.count)
      && digits.first != UInt8(ascii: "0")
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private init(known text: String) { self.text = text }

  /// The name without what tells a mended tree from the one before.
  package var base: TreeIdentifier {
    TreeIdentifier(known: String(decoding: text.utf8.prefix(Self.baseLength), as: UTF8.self))
  }

  /// The name for the tree that is to take this one's place, where both must be there at once.
  package var nextRepair: TreeIdentifier {
    let number = Int(text.utf8.count > Self.baseLength + 2 ? String(text.dropFirst(43)) : "0") ?? 0
    return TreeIdentifier(known: "\(base.text)-r\(number + 1)")
  }

  /// The bytes whose digest ``init(manifest:componentNames:)`` wants.
  package static func nameBytes(of components: [ComponentName]) -> [UInt8] {
    Array(components.sorted().map(\.description).joined(separator: "\n").utf8)
  }

  /// Whether the tree was made from this manifest.
  package func isMade(from manifest: Digest) -> Bool { text.hasPrefix(manifest.hex.prefix(32)) }

  /// Whether the tree is of this set of components.
  ///
  /// - Parameter names: The digest of their ``nameBytes(of:)``.
  package func holds(componentNames names: Digest) -> Bool {
    base.text.hasSuffix("-\(names.hex.prefix(8))")
  }
}
