import Model
import Testing

struct HexTests {
  @Test func `bytes go through hexadecimal and back`() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Hex.encode(bytes).hasPrefix("000102") && Hex.encode(bytes).hasSuffix("fdfeff"))
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Hex.decode("") == [])
  }

  @Test(arguments: ["0", "0g", "AB", "0x", " 00", "00 ", "é", "00\u{0}0"])
  func `anything else is refused`(text: String) { #expect(Hex.decode(text) == nil) }

  @Test func `a digest is 64 digits, no more, no fewer, in lower case`() {
    let digits = String(repeating: "0f", count: 32)
    #expect(Digest(hex: digits)?.description == digits)
    for text in [
      "", String(digits.dropLast()), String(digits.dropLast(2)), digits + "00", digits.uppercased(),
    ] {
      #expect(Digest(hex: text) == nil)
    }
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
  }
}

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1),
    ("2000-02-29T12:34:56Z", 951_827_696),
    ("2026-01-01T00:00:00Z", 1_767_225_600), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ("0001-01-01T00:00:00Z", -62_135_596_800), ("2038-01-19T03:14:08Z", 2_147_483_648),
    ("1900-03-01T00:00:00Z", -2_203_891_200),
  ])
  func `text and seconds agree`(text: String, seconds: Int) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test(arguments: [
    "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z",
    "2026-01-01T00:00:00.0Z", "2026-01-01T00:00:00+00:00", "2026-1-01T00:00:000Z",
    "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
    "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "-026-01-01T00:00:00Z", "２026-01-01T00:0:0Z",
  ])
  func `a time that does not exist is refused`(text: String) { #expect(Instant(text) == nil) }

  @Test func `every day of four centuries goes through text and back`() {
    for day in stride(from: -40_000, to: 110_000, by: 17) {
      let instant = Instant(seconds: day * 86_400 + 3661)
      #expect(Instant(instant.description) == instant)
    }
  }

  @Test func `days and seconds are added, and the date is UTC's`() throws {
    let start = try #require(Instant("2024-02-28T23:00:00Z"))
    #expect(start.adding(days: 1).date == "2024-02-29")
    #expect(start.adding(seconds: 3600).date == "2024-02-29")
    #expect(start < start.adding(seconds: 1))
  }
}

struct VersionTests {
  @Test(arguments: [
    "0.0.0", "1.4.2", "10.20.30", "1.5.0-beta.2", "1.0.0-0.3.7", "1.0.0-x-y-z.--", "1.0.0+001",
    "1.5.1-dev.202611231200+gabc1234", "1.0.0--", "1.0.0-a+b-c",
  ])
  func `is read and written the same`(text: String) {
    #expect(Version(text)?.description == text)
  }

  @Test(arguments: [
    "", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3+",
    "1.2.3-01", "1.2.3-a..b", "1.2.3-a.", "1.2.3+a+b", "1.2.x", " 1.2.3", "1.2.3 ", "-1.2.3",
    "1.2.3-é", "1.2.3/..", "1.2.3\u{0}", "99999999999999999999.0.0",
    "1.2.3-" + String(repeating: "a", count: 123),
  ])
  func `anything else is refused`(text: String) { #expect(Version(text) == nil) }

  @Test func `precedence is that of semver, section 11`() throws {
    let ordered = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
      "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-1", "2.0.0",
    ]
    let versions = try ordered.map { try #require(Version($0)) }
    #expect(versions.shuffled().sorted() == versions)
    for (one, next) in zip(versions, versions.dropFirst()) {
      #expect(one < next)
      #expect(!(next < one))
    }
    let huge = try #require(Version("1.0.0-99999999999999999999999"))
    #expect(try #require(Version("1.0.0-2")) < huge)
  }

  @Test func `build metadata has no precedence and breaks ties`() throws {
    let one = try #require(Version("1.0.0+a"))
    let other = try #require(Version("1.0.0+b"))
    #expect(one.hasSamePrecedence(as: other))
    #expect(one != other)
    #expect(one < other)
  }

  @Test func `a typed v is dropped, once`() {
    #expect(Version(typed: "v1.4.0")?.description == "1.4.0")
    #expect(Version(typed: "1.4.0")?.isPrerelease == false)
    #expect(Version(typed: "vv1.4.0") == nil)
  }
}

struct RelativePathTests {
  @Test(arguments: ["a", "a/b", "_internal/x.so", "...", "a/..b", "-x", "é", "a b", ".hidden/x"])
  func `is a path`(text: String) {
    #expect(RelativePath(text)?.description == text)
    #expect(RelativePath(text)?.names == text.split(separator: "/").map(String.init))
  }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/../b", "../a", "a/..", "a\u{0}b",
    "a\nb",
    "a\u{7f}", "\u{1b}[2J", String(repeating: "a", count: 256),
    String(repeating: "a/", count: 600) + "a",
  ])
  func `is refused`(text: String) { #expect(RelativePath(text) == nil) }

  @Test func `order is that of bytes`() throws {
    let paths = try ["a-b", "a/b", "ab", "é"].map { try #require(RelativePath($0)) }
    #expect(paths.reversed().sorted() == paths)
  }
}

struct NameTests {
  @Test(arguments: ["stigmer", "agent-runner", "a", "x2"])
  func `is a component's name`(text: String) { #expect(ComponentName(text)?.description == text) }

  @Test(arguments: [
    "", "A", "2x", "-a", "a_b", "a.b", "a/b", "..", "a\u{0}", "é",
    String(repeating: "a", count: 65),
  ])
  func `is no component's name`(text: String) { #expect(ComponentName(text) == nil) }

  @Test(arguments: ["stigmer", "python3.11", "_x", "7z", "c++filt", "A-b"])
  func `is a program's name`(text: String) { #expect(ExecutableName(text)?.description == text) }

  @Test(arguments: [
    "", "-rf", ".x", "+a", "a/b", "..", "a b", "a\u{0}", "é", String(repeating: "a", count: 65),
  ])
  func `is no program's name`(text: String) { #expect(ExecutableName(text) == nil) }

  @Test func `the manager's names are reserved`() {
    for name in ["stigmerup", "stigmer-shim", "stigmerup-publish"] {
      #expect(ExecutableName(name)?.isReserved == true)
    }
    #expect(ExecutableName("stigmer")?.isReserved == false)
  }

  @Test func `there are four platforms`() {
    let names = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"]
    #expect(Platform.all.map(\.description) == names)
    for name in names { #expect(Platform(name)?.description == name) }
  }

  @Test(arguments: [
    "", "linux", "linux-", "-amd64", "linux-x86_64", "Linux-amd64", "linux-amd64-gnu",
    "linux-amd64 ",
  ])
  func `anything else is no platform`(text: String) { #expect(Platform(text) == nil) }

  @Test func `system versions compare by number`() throws {
    let versions = try ["2.9", "2.35", "13", "13.5.1"].map { try #require(SystemVersion($0)) }
    #expect(versions.reversed().sorted() == versions)
    for text in ["", "a", "1.", ".1", "1.2.3.4", "-1", "1234567"] {
      #expect(SystemVersion(text) == nil)
    }
  }

  @Test func `numbers that are left out of a system version are 0`() throws {
    let versions = try ["13", "13.0", "13.0.0"].map { try #require(SystemVersion($0)) }
    #expect(Set(versions).count == 1 && versions[0] == versions[2])
    #expect(versions.map(\.description) == ["13", "13.0", "13.0.0"])
    #expect(SystemVersion("13") != SystemVersion("13.0.1"))
  }

  @Test func `a larger profile brings what a smaller one does`() {
    #expect(Profile.complete.includes(.minimal))
    #expect(Profile.standard.includes(.standard))
    #expect(!Profile.minimal.includes(.standard))
  }

  @Test func `nobody can select the manager's own channel`() {
    #expect(ChannelName.selectable == [.stable, .beta, .dev])
    #expect(ChannelName.stigmerup.product == .stigmerup)
    #expect(ChannelName.dev.indexTarget == "dev/index.json")
  }
}

struct PrintableTests {
  @Test(arguments: [
    ("plain é 🎉", "plain é 🎉"), ("a\u{1B}[2J", "a\\u{1b}[2J"), ("a\nb\u{0}", "a\\u{a}b\\u{0}"),
    ("\u{202E}x\u{2066}", "\\u{202e}x\\u{2066}"),
    ("\u{9b}\u{7f}\u{feff}", "\\u{9b}\\u{7f}\\u{feff}"),
  ])
  func `what could rewrite a line is written out`(text: String, printable: String) {
    #expect(Printable.escaped(text) == printable)
  }

  @Test func `a long text is cut`() {
    #expect(Printable.escaped("abcdef", limit: 3) == "abc…")
    #expect(Printable.escaped("abc", limit: 3) == "abc")
  }
}
