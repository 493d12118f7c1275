import Model
import TestSupport
import Testing
import Trust

struct SnapshotTests {
  private let repository: RepositorySimulator
  private let client: Client

  init() throws {
    repository = try RepositorySimulator()
    try repository.delegate(to: "stable", paths: ["stable/*"])
    try repository.publishAll()
    client = try Client(of: repository)
  }

  @Test func `a first refresh asks for four files and no more`() throws {
    try client.refresh()
    #expect(
      repository.requests
        == ["2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"])
    #expect(client.store.writes == [.timestamp, .snapshot, .targets])
    #expect(client.store.files[.snapshot] == repository.served["2.snapshot.json"])
  }

  @Test func `nothing to do costs two requests`() throws {
    try client.refresh()
    repository.forgetRequests()
    client.store.forgetWrites()
    try client.refresh()
    #expect(repository.requests == ["2.root.json", "timestamp.json"])
    #expect(client.store.writes.isEmpty)
  }

  @Test(arguments: [true, false])
  func `a channel that goes back is refused with its name`(listsDigests: Bool) throws {
    repository.listsDigests = listsDigests
    try repository.publishAll()
    try client.refresh()
    repository.targets["stable"]?.version = 0
    try repository.publish("stable")
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    let error = try client.refusal()
    #expect(error.problem == .listedRollback("stable", trusted: 2, offered: 1))
    #expect(
      error.message == "'4.snapshot.json' (role snapshot) takes role 'stable' back to version 1, "
        + "and version 2 was trusted before")
    #expect(try client.version(.snapshot) == 3)
    #expect(try client.version(.timestamp) == 4)
  }

  @Test func `a role that vanishes is refused`() throws {
    try client.refresh()
    repository.snapshot.meta["stable"] = nil
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    let error = try client.refusal()
    #expect(error.problem == .listedVanished("stable", trusted: 1))
    #expect(error.message.contains("no longer lists role 'stable'"))
  }

  @Test func `targets that go back are refused`() throws {
    try client.refresh()
    repository.targets[.targets]?.version = 0
    try repository.publish(.targets)
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    #expect(try client.refusal().problem == .listedRollback(.targets, trusted: 2, offered: 1))
  }

  @Test func `another version than the timestamp lists is mix and match`() throws {
    repository.listsDigests = false
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    repository.served["3.snapshot.json"] = repository.served["2.snapshot.json"]
    let error = try client.refusal()
    #expect(error.problem == .version(listedBy: .timestamp, expected: 3, found: 2))
    #expect(error.message.contains("they do not belong together"))
    #expect(try client.version(.snapshot) == nil)
    #expect(try client.version(.timestamp) == 3)
  }

  @Test func `other bytes of the same length than the timestamp lists are refused`() throws {
    var bytes = try #require(repository.served["2.snapshot.json"])
    bytes[bytes.count - 1] ^= 1
    repository.served["2.snapshot.json"] = bytes
    let error = try client.refusal()
    #expect(error.problem == .digest(listedBy: .timestamp))
    #expect(error.message.contains("is not the file that timestamp lists"))
    #expect(try client.version(.timestamp) == 2)
  }

  @Test func `a length mismatch alone is refused`() throws {
    let bytes = try #require(repository.served["2.snapshot.json"])
    repository.timestamp.snapshot = MetaFile(version: 2, length: bytes.count + 1)
    try repository.publishTimestamp()
    #expect(
      try client.refusal().problem
        == .length(listedBy: .timestamp, expected: bytes.count + 1, found: bytes.count))

    repository.timestamp.snapshot = MetaFile(version: 2, length: bytes.count - 1)
    try repository.publishTimestamp()
    #expect(try client.refusal().problem == .tooLong(limit: bytes.count - 1))
  }

  @Test func `a listed digest of an unknown kind alone cannot be believed`() throws {
    let text = #"{"version": 2, "hashes": {"md9": "00"}}"#
    let field = try Field(parsing: Array(text.utf8), document: "a test")
    var json = repository.timestamp.json
    guard case .object(var members) = json else { return }
    members["version"] = 9
    members["meta"] = ["snapshot.json": field.value]
    json = .object(members)
    repository.timestamp = try Timestamp(signed: Field(document: "", path: "", value: json))
    try repository.publishTimestamp()
    #expect(try client.refusal().problem == .noKnownDigest(listedBy: .timestamp))
  }

  @Test func `an expired snapshot is refused and not stored`() throws {
    repository.snapshot.expires = RepositorySimulator.now
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    let error = try client.refusal()
    #expect(error.role == .snapshot)
    #expect(error.hint?.contains("clock") == true)
    #expect(try client.version(.snapshot) == nil)
  }

  @Test func `a local snapshot with another digest than listed is fetched anew`() throws {
    try client.refresh()
    repository.snapshot.version = 1
    repository.snapshot.expires = RepositorySimulator.later.adding(days: 1)
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    repository.forgetRequests()
    try client.refresh()
    #expect(repository.requests.contains("2.snapshot.json"))
    #expect(client.store.files[.snapshot] == repository.served["2.snapshot.json"])
  }

  @Test func `entries that name no role are kept, however many`() throws {
    var members: [(String, JSON?)] = (0..<60_000).map { ("x\($0)", .integer(1)) }
    members.append(("stable.json", ["version": 1]))
    members.append(("targets.json", ["version": 1]))
    var json = repository.snapshot.json
    guard case .object(var all) = json else { return }
    all["meta"] = .object(
      try #require(JSON.Members(unsorted: members.map { ($0.0, $0.1 ?? .null) })))
    json = .object(all)
    let snapshot = try Snapshot(signed: Field(document: "a test", path: "", value: json))
    #expect(snapshot.meta["stable"]?.version == 1)
    #expect(snapshot.meta.files.count == 2)
    #expect(snapshot.json == json)
  }

  @Test func `a missing snapshot is said to be missing`() throws {
    repository.served["2.snapshot.json"] = nil
    #expect(try client.refusal().problem == .notServed)
  }
}

/// After a key rotation, what was signed before no longer binds (specification, section 5.3.11).
struct FastForwardRecoveryTests {
  private let repository: RepositorySimulator
  private let client: Client

  init() throws {
    repository = try RepositorySimulator()
    try repository.delegate(to: "stable", paths: ["stable/*"])
    client = try Client(of: repository)
    repository.timestamp.version = 1_000_000
    repository.snapshot.version = 1_000_000
    repository.targets[.targets]?.version = 1_000_000
    try repository.publishAll()
    try client.refresh()
    repository.timestamp.version = 0
    repository.snapshot.version = 0
    repository.targets[.targets]?.version = 0
  }

  @Test func `without a rotation the client stays where the attacker put it`() throws {
    try repository.publishAll()
    #expect(try client.refusal().problem == .rollback(trusted: 1_000_001, offered: 1))
  }

  @Test func `new timestamp and snapshot keys let versions fall and roles vanish`() throws {
    try repository.rotateKeys(of: .timestamp)
    try repository.rotateKeys(of: .snapshot)
    try repository.publishRoot()
    repository.targets["stable"] = nil
    repository.snapshot.meta["stable"] = nil
    try repository.publishAll()
    try client.refresh()
    #expect(try client.version(.timestamp) == 1)
    #expect(try client.version(.snapshot) == 1)
    #expect(try client.version(.targets) == 1)
  }

  @Test func `a new timestamp key alone lets the snapshot fall too`() throws {
    try repository.rotateKeys(of: .timestamp)
    try repository.publishRoot()
    try repository.publishAll()
    try client.refresh()
    #expect(try client.version(.snapshot) == 1)
  }

  @Test func `a refresh that is cut short after the new root loses nothing of it`() throws {
    try repository.rotateKeys(of: .timestamp)
    try repository.publishRoot()
    repository.served["timestamp.json"] = nil
    #expect(try client.refusal().problem == .notServed)
    #expect(try client.version(.root) == 2)
    #expect(try client.version(.timestamp) == nil)
    #expect(try client.version(.snapshot) == nil)
    // The next refresh begins with the new root, and sees no rotation any more.
    try repository.publishAll()
    try client.refresh()
    #expect(try client.version(.snapshot) == 1)
  }

  @Test func `a key taken away and given back between two refreshes is a rotation`() throws {
    let keys = repository.root.keys
    let roles = repository.root.roles
    let signers = repository.signers
    try repository.rotateKeys(of: .timestamp)
    try repository.publishRoot()
    repository.root.keys = keys
    repository.root.roles = roles
    repository.signers = signers
    try repository.publishRoot()
    try repository.publishAll()
    try client.refresh()
    #expect(try client.version(.timestamp) == 1)
  }

  @Test func `a new key of targets lets nothing fall`() throws {
    try repository.rotateKeys(of: .targets)
    try repository.publishRoot()
    try repository.publishAll()
    #expect(try client.refusal().problem == .rollback(trusted: 1_000_001, offered: 1))
  }

  @Test func `an added key is no rotation`() throws {
    let key = try SecretKey.generate()
    repository.root.keys[key.publicKey.id] = key.publicKey
    repository.root.roles[.timestamp]?.keyIDs.append(key.publicKey.id)
    try repository.publishRoot()
    try repository.publishAll()
    #expect(try client.refusal().problem == .rollback(trusted: 1_000_001, offered: 1))
  }
}
