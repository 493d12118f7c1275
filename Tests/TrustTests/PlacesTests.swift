import Model
import TestSupport
import Testing
import Trust

/// A source of two places: what the first one serves does not hold, the second one is sound.
struct PlacesTests {
  /// `lies` over `honest`: a path that was reported is asked of `honest`.
  private final class Places: MetadataSource {
    let honest: RepositorySimulator
    var lies: [String: MetadataReply] = [:]
    /// Whether the second place answers at all.
    var isHonestThere = true
    private var reported: Set<String> = []
    private(set) var requests: [String] = []

    init(_ honest: RepositorySimulator) { self.honest = honest }

    func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply {
      requests.append(path)
      if let lie = lies[path], !reported.contains(path) { return lie }
      guard isHonestThere else { throw Silence() }
      return honest.fetch(path, limit: limit, held: held)
    }

    func report(bad path: String) -> Bool { reported.insert(path).inserted }
  }

  private struct Silence: Error {}

  private let repository: RepositorySimulator
  private let client: Client
  private let places: Places

  init() throws {
    repository = try RepositorySimulator()
    try repository.delegate(to: "stable", paths: ["stable/*"])
    repository.addTarget("stable/index.json", "index", by: "stable")
    try repository.publishAll()
    client = try Client(of: repository)
    places = Places(repository)
  }

  private func updater(at time: Instant = RepositorySimulator.now) throws -> Updater {
    try Updater(source: places, store: client.store, at: time)
  }

  @Test(arguments: [
    "2.root.json", "timestamp.json", "3.snapshot.json", "2.targets.json", "2.stable.json",
  ])
  func `garbage from one place is asked of the next`(path: String) throws {
    try repository.publishRoot()
    try repository.publish("stable")
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    places.lies[path] = .bytes(Array("garbage".utf8))
    #expect(try updater().targetInfo(for: "stable/index.json")?.role == "stable")
    #expect(places.requests.filter { $0 == path }.count == 2)
    #expect(try client.version(.root) == 2)
  }

  @Test func `an old timestamp from one place is asked of the next`() throws {
    let old = try #require(repository.served["timestamp.json"])
    try repository.publishTimestamp()
    try client.refresh()
    try repository.publishTimestamp()
    places.lies["timestamp.json"] = .bytes(old)
    try updater().refresh()
    #expect(try client.version(.timestamp) == 4)
  }

  @Test func `not modified from one place is asked of the next once what is held expired`() throws {
    let time = RepositorySimulator.later.adding(days: -1)
    repository.timestamp.expires = RepositorySimulator.now.adding(days: 1)
    try repository.publishTimestamp()
    try client.refresh()
    repository.timestamp.expires = RepositorySimulator.later
    try repository.publishTimestamp()
    places.lies["timestamp.json"] = .notModified
    try updater(at: time).refresh()
    #expect(try client.version(.timestamp) == 4)
  }

  @Test func `a root that one place makes up is no root where the next one has none`() throws {
    places.lies["2.root.json"] = .bytes(Array("{}".utf8))
    try updater().refresh()
    #expect(try client.version(.root) == 1)
  }

  @Test func `where no place is good, the first refusal is told, and each is asked once`() throws {
    places.lies["timestamp.json"] = .bytes(Array("garbage".utf8))
    repository.served["timestamp.json"] = []
    var error = try #require(throws: TrustError.self) { try updater().refresh() }
    #expect(error.message.contains("no JSON value starts here"))
    #expect(places.requests == ["2.root.json", "timestamp.json", "timestamp.json"])
    #expect(try client.version(.timestamp) == nil)

    repository.served["timestamp.json"] = nil
    error = try #require(throws: TrustError.self) { try updater().refresh() }
    #expect(error.problem == .notServed, "nothing was served that could be reported again")
  }

  @Test func `a second place that is silent does not hide why the first was refused`() throws {
    places.lies["2.root.json"] = .notFound
    places.lies["timestamp.json"] = .bytes(Array("garbage".utf8))
    places.isHonestThere = false
    let error = try #require(throws: TrustError.self) { try updater().refresh() }
    #expect(error.message.contains("no JSON value starts here"))
  }
}
