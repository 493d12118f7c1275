/// `1` or `1.4`: the newest release that begins so. Never a pre-release.
package struct PartialVersion: Equatable, Sendable {
  /// Without a leading `v`.
  package let bytes: ByteString
  private let majorEnd: Int

  package init?(_ text: ByteString) {
    var scanner = VersionScanner(text.bytes)
    scanner.skipLeadingV()
    let start = scanner.position
    guard scanner.number() else { return nil }
    majorEnd = scanner.position - start
    if scanner.skip(Ascii.dot) {
      guard scanner.number() else { return nil }
    }
    guard scanner.isAtEnd else { return nil }
    bytes = ByteString(text.bytes[start...])
  }

  package func matches(_ version: VersionName) -> Bool {
    guard !version.isPrerelease, version.major == bytes.bytes[..<majorEnd] else { return false }
    return majorEnd == bytes.bytes.count || version.minor == bytes.bytes[(majorEnd + 1)...]
  }
}
