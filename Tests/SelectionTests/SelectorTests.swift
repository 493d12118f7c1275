import Testing

@testable import Selection

@Suite struct SelectorTests {
  @Test(arguments: [
    ("stable", "stable"), ("beta", "beta"), ("dev", "dev"), ("latest", "latest"),
    ("1.4.2", "1.4.2"), ("v1.4.2", "1.4.2"), ("1.5.0-beta.2", "1.5.0-beta.2"),
    ("1.0.0-0.x-y.z+00.b", "1.0.0-0.x-y.z+00.b"), ("1", "1"), ("v1", "1"), ("1.4", "1.4"),
    ("v1.4", "1.4"), ("0.0", "0.0"), ("dev-2026-11-23", "dev-2026-11-23"),
    ("dev-2024-02-29", "dev-2024-02-29"), ("dev-2000-02-29", "dev-2000-02-29"),
    ("dev@a1b2c3d", "dev@a1b2c3d"), ("dev@A1B2C3D", "dev@a1b2c3d"), ("mine", "mine"),
    ("my build", "my build"), ("dev-mine", "dev-mine"), ("dev-2026-11-2", "dev-2026-11-2"),
    ("Grüße", "Grüße"), ("1.4.2.3", "1.4.2.3"), ("vv1.0.0", "vv1.0.0"), ("a\u{A0}b", "a\u{A0}b"),
  ])
  func `a selector reads back as it is written`(text: String, expected: String) throws {
    let selector = try #require(ToolchainSelector(ByteString(text)))
    #expect(selector.text == ByteString(expected))
  }

  @Test(arguments: [
    "", "none", "stigmerup", ".", "..", ".hidden", "a/b", "/", "-x", "+x", "a\tb", "a\nb",
    "a\u{0}b", "a\u{7F}", "a\u{85}b", "\u{9F}", "dev@", "dev@abcdef", "dev@a1b2c3g",
    "dev-2026-02-29",
    "dev-1900-02-29", "dev-2026-13-01", "dev-2026-00-01", "dev-2026-01-00", "dev-2026-04-31",
    "dev@12345678901234567890123456789012345678901",
  ])
  func `what names no toolchain is refused`(text: String) {
    #expect(ToolchainSelector(ByteString(text)) == nil)
    #expect(!ToolchainSelector.isLinkableName(ByteString(text)))
  }

  @Test func `each form is its own case`() throws {
    #expect(ToolchainSelector("beta") == .channel(.beta))
    #expect(ToolchainSelector("latest") == .latest)
    #expect(ToolchainSelector("v2") == .partial(try #require(PartialVersion("2"))))
    #expect(ToolchainSelector("v2.0.0") == .version(try #require(VersionName("2.0.0"))))
    #expect(ToolchainSelector("dev-2026-11-23") == .devDay("2026-11-23"))
    #expect(ToolchainSelector("dev@0123456") == .devCommit("0123456"))
    #expect(ToolchainSelector("dev@" + hexDigits(40)) == .devCommit(hexDigits(40)))
    #expect(ToolchainSelector("mine") == .linked("mine"))
  }

  @Test(arguments: [
    "stable", "beta", "dev", "latest", "1", "1.4", "1.4.2", "v1.4.2", "dev-2026-11-23",
    "dev@a1b2c3d",
  ])
  func `nobody may link a name that already means something`(name: String) {
    #expect(!ToolchainSelector.isLinkableName(ByteString(name)))
  }

  @Test func `bytes that are not UTF-8 are compared as they are`() {
    #expect(ToolchainSelector(ByteString([0xFF, 0x61])) == .linked(ByteString([0xFF, 0x61])))
    #expect(ByteString("é") != ByteString("e\u{301}"))
  }

  private func hexDigits(_ count: Int) -> ByteString {
    ByteString([UInt8](repeating: 0x61, count: count))
  }
}
