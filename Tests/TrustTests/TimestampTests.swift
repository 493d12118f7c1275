import Model
import TestSupport
import Testing
import Trust

struct TimestampTests {
  private let repository: RepositorySimulator
  private let client: Client

  init() throws {
    repository = try RepositorySimulator()
    client = try Client(of: repository)
  }

  @Test func `an older timestamp is refused as a rollback`() throws {
    try repository.publishTimestamp()
    try client.refresh()
    let before = client.store.files[.timestamp]
    repository.timestamp.version = 0
    try repository.publishTimestamp()
    let error = try client.refusal()
    #expect(error.problem == .rollback(trusted: 2, offered: 1))
    #expect(
      error.message == "'timestamp.json' (role timestamp) is version 1, "
        + "and version 2 was trusted before: an older one is not taken")
    #expect(error.hint?.contains("replays old files") == true)
    #expect(client.store.files[.timestamp] == before)
  }

  @Test func `a timestamp that names an older snapshot is refused and asks for none`() throws {
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    try client.refresh()
    repository.timestamp.snapshot = MetaFile(version: 1)
    try repository.publishTimestamp()
    repository.forgetRequests()
    let error = try client.refusal()
    #expect(error.problem == .snapshotRollback(trusted: 2, offered: 1))
    #expect(error.message.contains("goes back to snapshot version 1"))
    #expect(repository.requests == ["2.root.json", "timestamp.json"])
    #expect(try client.version(.timestamp) == 2)
  }

  @Test func `the version that is trusted already keeps its bytes`() throws {
    try client.refresh()
    let before = client.store.files[.timestamp]
    repository.timestamp.version = 0
    repository.timestamp.expires = RepositorySimulator.later.adding(days: 9)
    try repository.publishTimestamp()
    #expect(repository.served["timestamp.json"] != before)
    client.store.forgetWrites()
    try client.refresh()
    #expect(client.store.files[.timestamp] == before)
    #expect(client.store.writes.isEmpty)
  }

  @Test func `an expired timestamp is a freeze and is not stored`() throws {
    repository.timestamp.expires = RepositorySimulator.now.adding(seconds: -7200)
    try repository.publishTimestamp()
    let error = try client.refusal()
    #expect(error.role == .timestamp)
    #expect(error.message.contains("expired on 2025-12-31T22:00:00Z, 2 hours ago"))
    #expect(error.hint?.contains("check this machine's clock, which says 2026-01-01") == true)
    #expect(error.hint?.contains("holds updates back") == true)
    #expect(try client.version(.timestamp) == nil)
  }

  @Test func `a file expires in the very second that it names`() throws {
    repository.timestamp.expires = RepositorySimulator.now
    try repository.publishTimestamp()
    #expect(try client.refusal().role == .timestamp)
    repository.timestamp.expires = RepositorySimulator.now.adding(seconds: 1)
    try repository.publishTimestamp()
    try client.refresh()
  }

  @Test func `an expired local timestamp does not stop an update, and still guards it`() throws {
    try repository.publishTimestamp()
    try client.refresh()
    let time = RepositorySimulator.later.adding(days: -1)
    repository.timestamp.expires = RepositorySimulator.now.adding(days: 1)
    try repository.publishTimestamp()
    try client.refresh()
    #expect(try client.version(.timestamp) == 3)

    repository.timestamp.version = 0
    repository.timestamp.expires = time.adding(days: 5)
    try repository.publishTimestamp()
    #expect(try client.refusal(at: time).problem == .rollback(trusted: 3, offered: 1))

    repository.timestamp.version = 3
    try repository.publishTimestamp()
    try client.refresh(at: time)
    #expect(try client.version(.timestamp) == 4)
  }

  @Test func `the same version again is a freeze once it expired`() throws {
    repository.timestamp.expires = RepositorySimulator.now.adding(days: 1)
    try repository.publishTimestamp()
    try client.refresh()
    let error = try client.refusal(at: RepositorySimulator.now.adding(days: 2))
    #expect(error.role == .timestamp)
    #expect(error.message.contains("expired"))
  }

  @Test func `not modified counts as the same bytes`() throws {
    repository.isConditional = true
    try client.refresh()
    repository.forgetRequests()
    client.store.forgetWrites()
    try client.refresh()
    #expect(repository.requests == ["2.root.json", "timestamp.json"])
    #expect(client.store.writes.isEmpty)
  }

  @Test func `not modified does not hide an expiry`() throws {
    repository.isConditional = true
    try client.refresh()
    let error = try client.refusal(at: RepositorySimulator.later)
    #expect(error.role == .root)
    repository.root.expires = RepositorySimulator.later.adding(days: 5)
    try repository.publishRoot()
    #expect(try client.refusal(at: RepositorySimulator.later).role == .timestamp)
  }

  @Test func `not modified is no answer for a client that holds nothing`() throws {
    struct Mute: MetadataSource {
      let repository: RepositorySimulator
      func fetch(_ path: String, limit: Int, held: [UInt8]?) -> MetadataReply {
        path == "timestamp.json" ? .notModified : repository.fetch(path, limit: limit, held: held)
      }
    }
    let updater = try Updater(
      source: Mute(repository: repository), store: client.store, at: RepositorySimulator.now)
    let error = try #require(throws: TrustError.self) { try updater.refresh() }
    #expect(error.problem == .notServed)
  }

  @Test func `a stored timestamp that does not hold is as good as none`() throws {
    client.store.files[.timestamp] = Array("garbage".utf8)
    client.store.files[.snapshot] = Array("{}".utf8)
    client.store.files[.targets] = []
    try client.refresh()
    #expect(try client.version(.timestamp) == 1)
  }

  @Test func `a missing timestamp is said to be missing`() throws {
    repository.served["timestamp.json"] = nil
    let error = try client.refusal()
    #expect(error.message == "'timestamp.json' (role timestamp) is missing from the repository")
  }

  @Test func `a timestamp that is too long is refused`() throws {
    repository.served["timestamp.json"] = [UInt8](repeating: 0x20, count: 16_385)
    #expect(try client.refusal().problem == .tooLong(limit: 16_384))
    #expect(try client.version(.timestamp) == nil)
  }

  @Test func `grace lets an expired timestamp and snapshot pass, and nothing else`() throws {
    let expiry = RepositorySimulator.now.adding(days: -2)
    repository.timestamp.expires = expiry
    repository.snapshot.expires = expiry
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    #expect(throws: TrustError.self) { try client.refresh(grace: 2 * 86_400) }
    try client.refresh(grace: 2 * 86_400 + 1)
    #expect(try client.version(.targets) == 1)

    repository.targets[.targets]?.expires = expiry
    try repository.publishAll()
    let error = try #require(throws: TrustError.self) { try client.refresh(grace: 30 * 86_400) }
    #expect(error.role == .targets)
  }
}
