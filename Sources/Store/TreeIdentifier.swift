package import Model

/// The name of a tree: its manifest and its set of components, by digest.
///
/// `<first 32 hexadecimal digits of the manifest's SHA-256>-<first 8 of that of the component names>`,
/// the names in byte order joined by line feeds. Selection holds the first part against a channel's marker.
package struct TreeIdentifier: Hashable, Sendable {
  package let text: String

  package init(manifest: Digest, componentNames: Digest) {
    text = "\(manifest.hex.prefix(32))-\(componentNames.hex.prefix(8))"
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 32, parts[1].utf8.count == 8,
      Hex.decode(parts[0]) != nil, Hex.decode(parts[1]) != nil
    else { return nil }
    self.text = text
  }

  /// The bytes whose digest ``init(manifest:componentNames:)`` wants.
  package static func nameBytes(of components: [ComponentName]) -> [UInt8] {
    Array(components.sorted().map(\.description).joined(separator: "\n").utf8)
  }

  /// Whether the tree was made from this manifest.
  package func isMade(from manifest: Digest) -> Bool { text.hasPrefix(manifest.hex.prefix(32)) }
}
