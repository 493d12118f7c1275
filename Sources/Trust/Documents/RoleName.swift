package import Model

/// The name of a role: `root`, `timestamp`, `snapshot`, `targets`, or of one that is delegated to.
package struct RoleName: ExactText {
  package let description: String

  package init(_ text: String) { description = text }

  package static let root: RoleName = "root"
  package static let timestamp: RoleName = "timestamp"
  package static let snapshot: RoleName = "snapshot"
  package static let targets: RoleName = "targets"

  package static let topLevel: [RoleName] = [.root, .timestamp, .snapshot, .targets]

  /// The role that signs for a channel.
  package init(_ channel: ChannelName) { self.init(channel.rawValue) }

  /// The name in one path segment of a URL or a file system: all bytes but letters, digits and `_.-~` as `%XX`.
  package var encoded: String {
    var text = ""
    for byte in description.utf8 {
      if Self.isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + Hex.encode([byte]).uppercased()
      }
    }
    return text
  }

  /// - Parameter version: Given where the repository has consistent snapshots, and always for a root.
  package func fileName(version: Int? = nil) -> String {
    version.map { "\($0).\(encoded).json" } ?? "\(encoded).json"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
