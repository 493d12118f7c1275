import Host
import Model
import Store
import TestSupport
import Testing

@Suite struct GenerationTests {
  let sample: SampleHome
  let home: HomeFolder

  init() throws {
    sample = try SampleHome()
    home = sample.home
  }

  private func switchBeta(
    to version: String, at seconds: Int = 1_800_000_000, isHeld: Bool = false
  ) throws {
    try sample.writer().switchChannel(
      .beta, to: SampleHome.parsed(version), manifest: .sample(version),
      at: Instant(seconds: seconds), isHeld: isHeld)
  }

  @Test func `every switch leaves a generation, oldest first`() throws {
    try switchBeta(to: "1.0.0", at: 1_700_000_000)
    try switchBeta(to: "1.1.0-beta.1+x.7", at: 1_700_000_100, isHeld: true)
    try switchBeta(to: "1.0.0", at: 1_700_000_200)
    #expect(try home.root.readLink("channels/beta") == "../toolchains/1.0.0")
    #expect(try home.release(of: .beta) == SampleHome.parsed("1.0.0"))
    let generations = try home.generations(of: .beta)
    #expect(generations.map(\.number) == [1, 2, 3])
    #expect(generations.map(\.version.description) == ["1.0.0", "1.1.0-beta.1+x.7", "1.0.0"])
    #expect(generations.map(\.isHeld) == [false, true, false])
    #expect(generations.map(\.manifest) == generations.map { .sample($0.version.description) })
    #expect(generations.map(\.time.seconds) == [1_700_000_000, 1_700_000_100, 1_700_000_200])
    #expect(try home.generations(of: .stable) == [])
  }

  @Test func `the record is written before the link moves`() throws {
    // A folder with something in it cannot be replaced by a link: the second step fails.
    _ = try home.root.makingDirectory("channels").makingDirectory("beta").makingDirectory("full")
    #expect(throws: HostError.self) { try switchBeta(to: "1.0.0") }
    #expect(try home.generations(of: .beta).map(\.number) == [1])
    #expect(try home.release(of: .beta) == nil)
    #expect(try home.root.openDirectory("staging").names() == [])
  }

  @Test func `without a record the link does not move`() throws {
    try switchBeta(to: "1.0.0")
    let generations = try home.root.openDirectory("generations")
    try generations.removeFile("beta")
    try generations.createDirectory("beta")
    #expect(throws: HostError.self) { try switchBeta(to: "1.1.0") }
    #expect(try home.release(of: .beta) == SampleHome.parsed("1.0.0"))
  }

  /// A crash may cut the last line at any byte.
  @Test func `a line cut short does not count, and does not spoil the next`() throws {
    try switchBeta(to: "1.0.0")
    let generations = try home.root.openDirectory("generations")
    let before = try generations.readFile("beta", limit: 1 << 20)
    let first = try #require(try home.generations(of: .beta).first)
    try switchBeta(to: "1.1.0")
    let whole = try generations.readFile("beta", limit: 1 << 20)
    // Without its line feed alone, the line is whole.
    for end in before.count..<whole.count - 1 {
      try generations.removeFile("beta")
      try generations.createFile("beta").write(Array(whole[..<end]))
      #expect(try home.generations(of: .beta) == [first])
    }
    try switchBeta(to: "1.2.0")
    let read = try home.generations(of: .beta)
    #expect(read.map(\.number) == [1, 2])
    #expect(read.map(\.version.description) == ["1.0.0", "1.2.0"])
  }

  /// Some file systems have grown a file before its content reached the disk: zeros.
  @Test func `zeros and garbage between lines do not count`() throws {
    try switchBeta(to: "1.0.0")
    let file = try home.root.openOrCreateFile("generations/beta")
    try file.seekToEnd()
    try file.write([0x00, 0x00, 0x0A, 0xFF, 0x0A] + Array("\n9\t\t\t\t\nx\n".utf8))
    try switchBeta(to: "1.1.0")
    #expect(try home.generations(of: .beta).map(\.number) == [1, 2])
  }

  @Test func `a channel that is no longer followed keeps its generations`() throws {
    try switchBeta(to: "1.0.0")
    try sample.writer().removeChannel(.beta)
    try sample.writer().removeChannel(.beta)
    #expect(try home.followedChannels() == [])
    #expect(try home.generations(of: .beta).count == 1)
  }
}
