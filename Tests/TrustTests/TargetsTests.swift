import Model
import TestSupport
import Testing
import Trust

/// Channels as delegations: what one key holder can do, and what not.
struct TargetsTests {
  private let repository: RepositorySimulator
  private let client: Client

  init() throws {
    repository = try RepositorySimulator()
    for channel in ["stable", "beta", "dev"] {
      try repository.delegate(to: RoleName(channel), paths: ["\(channel)/*"], isTerminating: true)
      repository.addTarget(
        TargetPath("\(channel)/index.json"), "the \(channel) index", by: RoleName(channel))
    }
    try repository.publishAll()
    client = try Client(of: repository)
  }

  @Test func `a channel loads its own role and no other`() throws {
    let updater = try client.updater()
    let target = try #require(try updater.targetInfo(for: "stable/index.json"))
    #expect(target.role == "stable")
    #expect(target.length == 16)
    let digest = Digest.sha256(of: "the stable index").hex
    #expect(target.servedPath == "stable/\(digest).index.json")
    #expect(repository.requests.last == "1.stable.json")
    #expect(client.store.files["stable"] == repository.served["1.stable.json"])
    #expect(client.store.files["dev"] == nil)
  }

  @Test func `a stored channel role is used again`() throws {
    _ = try client.updater().targetInfo(for: "stable/index.json")
    repository.forgetRequests()
    #expect(try client.updater().targetInfo(for: "stable/index.json") != nil)
    #expect(repository.requests == ["2.root.json", "timestamp.json"])
  }

  @Test func `garbage from dev fails dev alone, with role and path`() throws {
    repository.served["1.dev.json"] = Array("garbage".utf8)
    repository.snapshot.meta["dev"] = MetaFile(version: 1)
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    #expect(try client.updater().targetInfo(for: "stable/index.json") != nil)
    let error = try client.refusal(of: "dev/index.json")
    #expect(error.role == "dev")
    #expect(error.path == "1.dev.json")
    #expect(
      error.message == "'1.dev.json' (role dev) cannot be used: "
        + "not readable as JSON: no JSON value starts here, at byte 0")
    #expect(client.store.files["dev"] == nil)
  }

  @Test func `what dev signs under stable is never reached`() throws {
    repository.addTarget("stable/other.json", "evil", by: "dev")
    repository.addTarget("stable/index.json", "evil", by: "dev")
    try repository.publishAll()
    let updater = try client.updater()
    #expect(try updater.targetInfo(for: "stable/other.json") == nil)
    #expect(try updater.targetInfo(for: "stable/index.json")?.role == "stable")
    #expect(!repository.requests.contains { $0.hasSuffix("dev.json") })
  }

  @Test func `a stable role signed by dev's key is refused by name`() throws {
    repository.signers["stable"] = repository.signers["dev"]
    try repository.publishAll()
    let error = try client.refusal(of: "stable/index.json")
    let key = try #require(repository.signers["dev"]?.first?.publicKey.id)
    #expect(
      error.message == "'2.stable.json' (role stable) is signed by key \(key.short), "
        + "which is a key of role 'dev' and not of this one; 0 of 1 required signatures are valid")
  }

  @Test func `an expired channel is refused with a word about clock and publisher`() throws {
    repository.targets["dev"]?.expires = RepositorySimulator.now.adding(seconds: -1)
    try repository.publishAll()
    let error = try client.refusal(of: "dev/index.json")
    #expect(error.message.hasSuffix("expired on 2025-12-31T23:59:59Z, 1 second ago"))
    #expect(error.hint?.contains("clock") == true)
    #expect(error.hint?.contains("publisher must sign 'dev' afresh") == true)
    #expect(try client.updater().targetInfo(for: "beta/index.json") != nil)
  }

  @Test func `a role that the snapshot does not list is refused without a request`() throws {
    repository.snapshot.meta["dev"] = nil
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    let error = try client.refusal(of: "dev/index.json")
    #expect(error.problem == .notListed)
    #expect(!repository.requests.contains { $0.hasSuffix("dev.json") })
  }

  @Test func `another version of a channel than listed is mix and match`() throws {
    repository.listsDigests = false
    try repository.publish("stable")
    repository.served["2.stable.json"] = repository.served["1.stable.json"]
    try repository.publishSnapshot()
    try repository.publishTimestamp()
    let error = try client.refusal(of: "stable/index.json")
    #expect(error.problem == .version(listedBy: .snapshot, expected: 2, found: 1))
  }

  @Test func `an altered channel role is refused by its digest`() throws {
    repository.served["1.stable.json"]?.append(0x20)
    #expect(try client.refusal(of: "stable/index.json").problem != .notListed)
    var bytes = try #require(repository.served["1.stable.json"])
    bytes.removeLast()
    bytes[5] ^= 1
    repository.served["1.stable.json"] = bytes
    #expect(
      try client.refusal(of: "stable/index.json").problem == .digest(listedBy: .snapshot))
  }

  @Test func `an altered document is a wrong signature where no digest is listed`() throws {
    repository.listsDigests = false
    try repository.publishAll()
    let text = String(decoding: try #require(repository.served["2.stable.json"]), as: UTF8.self)
    let altered = text.replacing(#""length":16"#, with: #""length":17"#)
    #expect(altered != text)
    repository.served["2.stable.json"] = Array(altered.utf8)
    let error = try client.refusal(of: "stable/index.json")
    #expect(error.message.contains("carries a wrong signature by key"))
  }

  @Test func `after bad targets, root, timestamp and snapshot are stored`() throws {
    try client.refresh()
    let before = client.store.files[.targets]
    try repository.publishRoot()
    repository.signers[.targets] = []
    try repository.publishAll()
    let error = try client.refusal()
    #expect(error.message.contains("(role targets) is not signed"))
    #expect(try client.version(.root) == 2)
    #expect(try client.version(.timestamp) == 3)
    #expect(try client.version(.snapshot) == 3)
    #expect(client.store.files[.targets] == before)
  }

  @Test func `a role with an odd name is asked for percent-encoded`() throws {
    try repository.delegate(to: "../é", paths: ["odd/*"])
    repository.addTarget("odd/x", "x", by: "../é")
    try repository.publishAll()
    #expect(try client.updater().targetInfo(for: "odd/x")?.role == "../é")
    #expect(repository.requests.last == "1...%2F%C3%A9.json")
  }

  @Test func `without consistent snapshots no name carries a version or digest`() throws {
    let repository = try RepositorySimulator(consistentSnapshot: false)
    try repository.delegate(to: "stable", paths: ["stable/*"])
    repository.addTarget("stable/index.json", "index", by: "stable")
    try repository.publishAll()
    let client = try Client(of: repository)
    let target = try #require(try client.updater().targetInfo(for: "stable/index.json"))
    #expect(target.servedPath == "stable/index.json")
    #expect(
      repository.requests
        == ["2.root.json", "timestamp.json", "snapshot.json", "targets.json", "stable.json"])
  }

  @Test func `offline, what is stored is searched and nothing is asked for`() throws {
    _ = try client.updater().targetInfo(for: "stable/index.json")
    let offline = try Updater(
      source: OfflineSource(), store: client.store, at: RepositorySimulator.now)
    #expect(try offline.targetInfo(for: "stable/index.json")?.role == "stable")
    #expect(throws: TrustError.self) { _ = try offline.targetInfo(for: "dev/index.json") }
  }
}

struct TargetInfoTests {
  private func target(_ json: String) throws -> TargetInfo {
    let repository = try RepositorySimulator()
    let text = """
      {"_type": "targets", "spec_version": "1.0.0", "version": 1,
       "expires": "2030-01-01T00:00:00Z", "targets": {"a/b/c": \(json)}}
      """
    repository.targets[.targets] = try Targets(
      signed: Field(parsing: Array(text.utf8), document: "a test"))
    try repository.publishAll()
    return try #require(try Client(of: repository).updater().targetInfo(for: "a/b/c"))
  }

  private static let sha256 = Digest.sha256(of: "content").hex
  private static let sha512 = Hex.encode(SHA512.digest(of: Array("content".utf8)))

  @Test func `the digest goes before the last name only`() throws {
    let target = try target(#"{"length": 7, "hashes": {"sha256": "\#(Self.sha256)"}}"#)
    #expect(target.servedPath == "a/b/\(Self.sha256).c")
    try target.check(Array("content".utf8))
  }

  @Test func `sha512 alone is enough`() throws {
    let target = try target(#"{"length": 7, "hashes": {"sha512": "\#(Self.sha512)"}}"#)
    #expect(target.servedPath == "a/b/\(Self.sha512).c")
    try target.check(Array("content".utf8))
    #expect(throws: TrustError.self) { try target.check(Array("Content".utf8)) }
  }

  @Test func `every digest of a known kind must match`() throws {
    let wrong = String(repeating: "0", count: 128)
    let target = try target(
      #"{"length": 7, "hashes": {"sha256": "\#(Self.sha256)", "sha512": "\#(wrong)"}}"#)
    let error = #expect(throws: TrustError.self) { try target.check(Array("content".utf8)) }
    #expect(error?.problem == .digest(listedBy: .targets))
  }

  @Test func `an unknown kind beside a known one does not matter`() throws {
    let target = try target(
      #"{"length": 7, "hashes": {"sha256": "\#(Self.sha256)", "blake9": "?"}, "custom": [1]}"#)
    try target.check(Array("content".utf8))
    #expect(target.file.custom == [1])
  }

  @Test func `unknown kinds alone are never believed`() throws {
    let target = try target(#"{"length": 7, "hashes": {"blake9": "00"}}"#)
    let error = #expect(throws: TrustError.self) { try target.check(Array("content".utf8)) }
    #expect(error?.problem == .noKnownDigest(listedBy: .targets))
  }

  @Test func `another length is refused as such`() throws {
    let target = try target(#"{"length": 8, "hashes": {"sha256": "\#(Self.sha256)"}}"#)
    let error = #expect(throws: TrustError.self) { try target.check(Array("content".utf8)) }
    #expect(error?.problem == .length(listedBy: .targets, expected: 8, found: 7))
  }

  @Test(arguments: [
    #"{"length": 7, "hashes": {}}"#, #"{"length": -1, "hashes": {"sha256": "00"}}"#,
    #"{"length": 7, "hashes": {"sha256": "../../etc/passwd"}}"#,
    #"{"length": 7, "hashes": {"sha256": 5}}"#, #"{"length": 7}"#,
    #"{"length": 7.5, "hashes": {"x": ""}}"#,
  ])
  func `a malformed entry refuses the file`(json: String) throws {
    #expect(throws: FormatError.self) { _ = try target(json) }
  }
}
