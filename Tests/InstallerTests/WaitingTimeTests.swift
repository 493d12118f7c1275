import Installer
import Model
import Selection
import TestSupport
import Testing

@Suite struct WaitingTimeTests {
  private static let now = Instant(seconds: 1_800_000_000)
  private var index = ChannelIndex(channel: .beta)

  /// - Parameter ages: Of each version in hours, the last one listed first; `!` means withdrawn.
  private mutating func list(_ ages: [(String, Int)]) throws {
    index.releases = try ages.map { text, hours in
      let version = try #require(Version(text.filter { $0 != "!" }))
      return ChannelIndex.Entry(
        version: version,
        manifest: ObjectReference(digest: .sample(text), length: 1),
        published: Self.now.adding(seconds: -3600 * hours),
        yanked: text.hasSuffix("!") ? "it loses data" : nil, sizes: [:])
    }
    index.current = index.releases.first?.version
  }

  private func update(_ selector: String = "beta", from present: String?) throws -> ChannelUpdate {
    let selector = try #require(ToolchainSelector(ByteString(selector)))
    let current = try #require(index.currentEntry)
    return WaitingTime(minimumAge: .days(1), now: Self.now).update(
      selector, present: present.flatMap { Version($0) },
      current: ListedRelease(channel: .beta, entry: current), in: index, isHeld: false)
  }

  @Test mutating func `a release that is old enough is taken`() throws {
    try list([("1.2.0", 24), ("1.1.0", 90)])
    let update = try update(from: "1.1.0")
    #expect(update.isNeeded && update.waiting == nil)
    #expect(update.offered.version.description == "1.2.0")
  }

  @Test mutating func `a younger one waits until its time has come`() throws {
    try list([("1.2.0", 23), ("1.1.0", 90)])
    let update = try update(from: "1.1.0")
    #expect(!update.isNeeded && update.differs)
    #expect(update.waiting?.end == Self.now.adding(seconds: 3600))
    #expect(update.waiting?.release.version.description == "1.2.0")
  }

  @Test mutating func `the newest that is old enough is taken meanwhile`() throws {
    try list([("1.5.0", 1), ("1.4.0!", 30), ("1.3.0", 40), ("1.2.0", 50), ("1.1.0", 90)])
    let update = try update(from: "1.1.0")
    #expect(update.isNeeded && update.offered.version.description == "1.3.0")
    #expect(update.waiting?.release.version.description == "1.5.0")
    #expect(try !self.update(from: "1.3.0").isNeeded)
  }

  @Test mutating func `a version's beginning takes only what begins so`() throws {
    try list([("1.5.0", 1), ("1.4.0", 30), ("1.3.9-beta.1", 40)])
    #expect(try update("1", from: "1.3.0").offered.version.description == "1.4.0")
    #expect(try update("1", from: nil).offered.version.description == "1.4.0")
  }

  @Test mutating func `nothing waits when the release here was withdrawn`() throws {
    try list([("1.2.0", 1), ("1.1.0!", 90)])
    let update = try update(from: "1.1.0")
    #expect(update.isNeeded && update.waiting == nil)
  }

  /// A channel that its publisher took back.
  @Test mutating func `nothing that was listed later is taken for older`() throws {
    try list([("1.3.0", 30), ("1.2.0", 1), ("1.1.0", 90)])
    index.current = Version("1.2.0")
    let update = try update(from: "1.1.0")
    #expect(!update.isNeeded && update.waiting != nil)
  }
}
