package import Model

/// One state of a channel's link on this machine. `generations/<channel>` has one a line, oldest first:
/// `number<TAB>time<TAB>version<TAB>manifest<TAB>held|free`.
package struct Generation: Sendable, Equatable {
  package let number: Int
  package let time: Instant
  package let version: Version
  package let manifest: Digest
  /// Whether `update` leaves the channel where it is.
  package let isHeld: Bool

  package init(number: Int, time: Instant, version: Version, manifest: Digest, isHeld: Bool) {
    self.number = number
    self.time = time
    self.version = version
    self.manifest = manifest
    self.isHeld = isHeld
  }

  /// Lines that a crash cut short or filled with zeros do not count, nor do empty ones.
  package static func list(parsing bytes: [UInt8]) -> [Generation] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
      Generation(line: $0)
    }
  }

  private init?(line: Substring) {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let number = Int(parts[0]), let time = Instant(parts[1]),
      let version = Version(parts[2]), let manifest = Digest(hex: parts[3]),
      parts[4] == "held" || parts[4] == "free"
    else { return nil }
    self.init(
      number: number, time: time, version: version, manifest: manifest, isHeld: parts[4] == "held")
  }

  /// Begins and ends with a line feed: what a crash left behind the line before stays by itself.
  package var line: String {
    "\n\(number)\t\(time)\t\(version)\t\(manifest.hex)\t\(isHeld ? "held" : "free")\n"
  }
}
