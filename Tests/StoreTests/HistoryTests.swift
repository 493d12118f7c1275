import Host
import Model
import Store
import TestSupport
import Testing

/// Which generation a rollback returns to, and which one holds.
@Suite struct HistoryTests {
  let sample: SampleHome
  let home: HomeFolder

  init() throws {
    sample = try SampleHome()
    home = sample.home
  }

  /// `1.1` is a switch, `1.1!` one that holds.
  private func switching(_ words: String) throws {
    for word in words.split(separator: " ") {
      let version = word.filter { $0 != "!" } + ".0"
      try sample.writer().switchChannel(
        .beta, to: SampleHome.parsed(version), manifest: .sample(version),
        at: Instant(seconds: 1_800_000_000), isHeld: word.hasSuffix("!"))
    }
  }

  @Test(arguments: [
    ("1.0", nil), ("1.0 1.1", "1.0.0"), ("1.0 1.1 1.2", "1.1.0"),
    // Again and again goes further back, and not to and fro.
    ("1.0 1.1 1.2 1.1!", "1.0.0"), ("1.0 1.1 1.2 1.1! 1.0!", nil),
    // An update afterwards begins anew.
    ("1.0 1.1 1.0! 1.2", "1.0.0"), ("1.0 1.1 1.0! 1.0 1.1", "1.0.0"),
    // Held and let go of in place.
    ("1.0 1.1 1.1! 1.1", "1.0.0"), ("1.0 1.1 1.0! 1.0", nil),
    // A channel that its publisher took back.
    ("1.0 1.1 1.0", "1.1.0"),
  ])
  func `a rollback returns to the release before`(words: String, expected: String?) throws {
    try switching(words)
    #expect(try home.generationBefore(in: .beta)?.version.description == expected)
  }

  @Test func `a record whose link never moved is not where the channel is`() throws {
    try switching("1.0 1.1")
    let link = try #require(try home.root.readLink("channels/beta"))
    try switching("1.0!")
    try sample.writer().setDefault("channels/beta")
    // The machine stopped before the rename.
    let channels = try home.root.openDirectory("channels")
    try channels.removeFile("beta")
    try channels.createLink("beta", to: link)
    #expect(try home.generation(of: .beta)?.number == 2)
    #expect(try home.hold(of: .beta) == nil)
    #expect(try home.generationBefore(in: .beta)?.number == 1)
  }

  @Test func `holding in place and letting go leave the link alone`() throws {
    try switching("1.0 1.1")
    try sample.writer().setHold(true, of: .beta, at: Instant(seconds: 1_800_000_001))
    #expect(try home.hold(of: .beta)?.version.description == "1.1.0")
    try sample.writer().setHold(true, of: .beta, at: Instant(seconds: 1_800_000_002))
    try sample.writer().setHold(false, of: .beta, at: Instant(seconds: 1_800_000_003))
    #expect(try home.hold(of: .beta) == nil)
    #expect(try home.generations(of: .beta).map(\.number) == [1, 2, 3, 4])
    #expect(try home.release(of: .beta)?.description == "1.1.0")
  }

  @Test func `what is not followed has no generation and is not held`() throws {
    try switching("1.0 1.1!")
    try sample.writer().removeChannel(.beta)
    #expect(try home.generation(of: .beta) == nil)
    #expect(try home.hold(of: .beta) == nil)
    try sample.writer().setHold(false, of: .stable, at: Instant(seconds: 1))
    #expect(try home.generations(of: .stable) == [])
  }
}
