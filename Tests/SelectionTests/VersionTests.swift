import Testing

@testable import Selection

@Suite struct VersionTests {
  /// Semver 2.0.0, item 11, and numbers beyond 64 bits.
  private static let ascending = [
    "0.0.1", "0.9.9", "0.10.0", "1.0.0-0", "1.0.0-9", "1.0.0-10", "1.0.0--", "1.0.0-0a",
    "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.1.0", "1.0.0-alpha.beta", "1.0.0-beta",
    "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0",
    "10.0.0", "18446744073709551616.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
  ]

  @Test func `versions are ordered as semver says`() throws {
    let versions = try Self.ascending.map { try #require(VersionName(ByteString($0))) }
    for (low, lower) in versions.enumerated() {
      for (high, higher) in versions.enumerated() {
        let order = higher.precedence(over: lower).signum()
        #expect(order == (high - low).signum(), "\(higher.bytes) against \(lower.bytes)")
        #expect(higher.isNewer(than: lower) == (high > low))
      }
    }
  }

  @Test func `build metadata has no weight, but tells names apart`() throws {
    let one = try #require(VersionName("1.0.0+a"))
    let other = try #require(VersionName("1.0.0+b"))
    #expect(one.precedence(over: other) == 0)
    #expect(one != other)
    #expect(other.isNewer(than: one))
    #expect(!one.isNewer(than: other))
    #expect(!one.isNewer(than: one))
  }

  @Test(arguments: [
    "", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3-01", "1.2.3-a..b",
    "1.2.3-.a", "1.2.3+", "1.2.3+a+b", "1.2.3-a_b", "1.2.3 ", " 1.2.3", "-1.2.3", "1..3", "1.2.",
    "a.b.c", "V1.2.3", "1.2.3-ä", "1.2.x", "v", "1.2.3+a..b",
  ])
  func `only semver is a version`(text: String) {
    #expect(VersionName(ByteString(text)) == nil)
  }

  @Test(arguments: [
    ("1.2.3", false), ("1.2.3+x-y", false), ("1.2.3-x", true), ("1.2.3-0+b", true),
    ("v1.2.3-rc.1", true),
  ])
  func `a pre-release is told by its hyphen`(text: String, expected: Bool) throws {
    #expect(try #require(VersionName(ByteString(text))).isPrerelease == expected)
  }

  @Test(arguments: [
    ("1", "1.0.0", true), ("1", "1.99.0", true), ("1", "10.0.0", false), ("1", "1.0.0-rc.1", false),
    ("1.4", "1.4.0", true), ("1.4", "1.4.99+b", true), ("1.4", "1.40.0", false),
    ("1.4", "1.4.0-beta", false), ("1.4", "2.4.0", false), ("v1.4", "1.4.1", true),
    ("0", "0.1.0", true), ("1.40", "1.4.0", false),
  ])
  func `a partial version matches what begins with its numbers`(
    partial: String, version: String, expected: Bool
  ) throws {
    let partial = try #require(PartialVersion(ByteString(partial)))
    #expect(partial.matches(try #require(VersionName(ByteString(version)))) == expected)
  }

  @Test(arguments: ["", "v", "1.", ".1", "01", "1.04", "1.x", "1.2.3", "1-beta", "1.2-beta", "1 "])
  func `only one or two numbers are a partial version`(text: String) {
    #expect(PartialVersion(ByteString(text)) == nil)
  }
}
