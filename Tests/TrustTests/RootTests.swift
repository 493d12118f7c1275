import Model
import TestSupport
import Testing
import Trust

struct RootTests {
  @Test func `a client with no root refuses to start`() throws {
    let repository = try RepositorySimulator()
    let error = try #require(throws: TrustError.self) {
      _ = try Updater(
        source: repository, store: MemoryStore(), at: RepositorySimulator.now)
    }
    #expect(error.problem == .noTrustedRoot)
    #expect(error.hint?.contains("--root FILE") == true)
    #expect(repository.requests.isEmpty)
  }

  @Test func `a first root without its own signatures is refused before any request`() throws {
    let repository = try RepositorySimulator()
    repository.signers[.root] = try RepositorySimulator.keys(1)
    let store = MemoryStore([.root: try repository.sign(repository.root, .root)])
    let error = try #require(throws: TrustError.self) {
      _ = try Updater(source: repository, store: store, at: RepositorySimulator.now)
    }
    guard case .initialRoot(let reason) = error.problem else {
      Issue.record("refused for \(error.problem)")
      return
    }
    #expect(reason.contains("keys that 'root' does not name"))
    #expect(repository.requests.isEmpty)
  }

  @Test(arguments: ["", "{}", "[1]", #"{"signed": {}, "signatures": []}"#])
  func `a first root that is no root is refused`(text: String) throws {
    let store = MemoryStore([.root: Array(text.utf8)])
    let error = try #require(throws: TrustError.self) {
      _ = try Updater(source: OfflineSource(), store: store, at: RepositorySimulator.now)
    }
    guard case .initialRoot = error.problem else {
      Issue.record("refused for \(error.problem)")
      return
    }
  }

  @Test func `the chain is followed one root at a time and the last one is kept`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    try repository.publishRoot()
    try repository.publishRoot()
    try client.refresh()
    #expect(repository.requests.prefix(3) == ["2.root.json", "3.root.json", "4.root.json"])
    #expect(client.store.files[.root] == repository.served["3.root.json"])
    #expect(client.store.writes.prefix(2) == [.root, .root])
  }

  @Test func `keys may change entirely when old and new root keys sign`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    let old = try #require(repository.signers[.root])
    try repository.rotateKeys(of: .root)
    repository.signers[.root]?.append(contentsOf: old)
    try repository.publishRoot()
    try client.refresh()
    #expect(try client.version(.root) == 2)
  }

  @Test func `a root that only its new keys sign is refused`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    try repository.rotateKeys(of: .root)
    try repository.publishRoot()
    let error = try client.refusal()
    #expect(error.role == .root)
    #expect(error.path == "2.root.json")
    guard case .signatures(let shortfall) = error.problem else {
      Issue.record("refused for \(error.problem)")
      return
    }
    #expect(shortfall.cause == .foreignKeys)
    #expect(try client.version(.root) == 1)
  }

  @Test func `a root that only the old keys sign is refused`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    let old = repository.signers[.root]
    try repository.rotateKeys(of: .root)
    repository.signers[.root] = old
    try repository.publishRoot()
    #expect(try client.refusal().role == .root)
    #expect(try client.version(.root) == 1)
  }

  @Test(arguments: [0, 1, 2])
  func `a root that skips or repeats a version is refused`(added: Int) throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.root.version = added == 2 ? 3 : 1
    if added == 0 { repository.root.expires = RepositorySimulator.later.adding(days: 1) }
    repository.served["2.root.json"] = try repository.sign(repository.root, .root)
    let error = try client.refusal()
    #expect(error.problem == .rootVersion(expected: 2, found: repository.root.version))
    #expect(error.message.contains("no root may be skipped or repeated"))
    #expect(try client.version(.root) == 1)
  }

  @Test func `an expired root in the middle of the chain is passed`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.root.expires = RepositorySimulator.now.adding(days: -1)
    try repository.publishRoot()
    repository.root.expires = RepositorySimulator.later
    try repository.publishRoot()
    try client.refresh()
    #expect(try client.version(.root) == 3)
  }

  @Test func `an expired final root is stored and stops the refresh`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.root.expires = RepositorySimulator.now.adding(days: -3)
    try repository.publishRoot()
    let error = try client.refusal()
    #expect(
      error.problem
        == .expired(
          at: RepositorySimulator.now.adding(days: -3), now: RepositorySimulator.now))
    #expect(
      error.message == "'2.root.json' (role root) expired on 2025-12-29T00:00:00Z, 3 days ago")
    #expect(error.hint?.contains("check this machine's clock") == true)
    #expect(try client.version(.root) == 2)
    #expect(repository.requests == ["2.root.json", "3.root.json"])
  }

  @Test func `an expired local root does not stop an update`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    try repository.publishRoot()
    let time = RepositorySimulator.later.adding(days: 1)
    repository.root.expires = time.adding(days: 1)
    try repository.publishRoot()
    repository.timestamp.expires = time.adding(days: 1)
    repository.snapshot.expires = time.adding(days: 1)
    repository.targets[.targets]?.expires = time.adding(days: 1)
    try repository.publishAll()
    try client.refresh(at: time)
    #expect(try client.version(.root) == 3)
  }

  @Test func `more new roots than the limit end the refresh, and the next one goes on`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    for _ in 0..<5 { try repository.publishRoot() }
    var limits = UpdaterLimits()
    limits.rootRotations = 4
    let updater = try client.updater(limits: limits)
    let error = try #require(throws: TrustError.self) { try updater.refresh() }
    #expect(error.problem == .rotationsExceeded(limit: 4))
    #expect(error.path == "6.root.json")
    #expect(try client.version(.root) == 5)
    try client.updater(limits: limits).refresh()
    #expect(try client.version(.root) == 6)
  }

  @Test func `exactly as many new roots as the limit are accepted`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    for _ in 0..<4 { try repository.publishRoot() }
    var limits = UpdaterLimits()
    limits.rootRotations = 4
    try client.updater(limits: limits).refresh()
    #expect(try client.version(.root) == 5)
  }

  @Test func `a root whose threshold nobody can reach spoils that role alone`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.root.roles[.snapshot]?.threshold = 7
    try repository.publishRoot()
    let error = try client.refusal()
    #expect(error.role == .snapshot)
    #expect(error.message.contains("1 of 7 required signatures"))
    #expect(error.message.contains("the role has only 1 keys"))
    #expect(try client.version(.root) == 2)
    #expect(try client.version(.timestamp) == 1)
  }

  @Test func `a root whose version has no next is refused`() throws {
    let repository = try RepositorySimulator()
    repository.root.version = Int.max - 1
    try repository.publishRoot()
    let root = try #require(repository.served["\(Int.max).root.json"])
    let store = MemoryStore([.root: root])
    let error = #expect(throws: TrustError.self) {
      _ = try Updater(source: repository, store: store, at: RepositorySimulator.now)
    }
    #expect(error?.message.contains("version' should lie between 1 and \(Int.max - 1)") == true)
  }

  @Test func `a P-384 key beside a good one is kept, and only the good one counts`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    let pem = """
      -----BEGIN PUBLIC KEY-----
      MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEy+myto6LlWVI+NauSBp0WPfqEiSA22rN
      Bw2eDkNunrFFWyVi/OFwfZoAYh3OHNDB+MrWCv9CIEWXR6c/HsSxT00J2qSBJzkE
      oTKekjcXcg3tspUtqeaMt2bIO/Y2W7yM
      -----END PUBLIC KEY-----

      """
    for (type, scheme) in [
      ("ecdsa", "ecdsa-sha2-nistp384"), ("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384"),
      ("ecdsa", "ecdsa-sha2-nistp256"),
    ] {
      let json: JSON = [
        "keytype": .string(type), "scheme": .string(scheme), "keyval": ["public": .string(pem)],
      ]
      let odd = try PublicKey(Field(document: "a test", path: "", value: json))
      for role in RoleName.topLevel { repository.root.roles[role]?.keyIDs.append(odd.id) }
      repository.root.keys[odd.id] = odd
      try repository.publishRoot()
      try client.refresh()
      #expect(try client.version(.root) == repository.root.version)
    }
    repository.root.roles[.timestamp]?.threshold = 2
    try repository.publishRoot()
    #expect(try client.refusal().message.contains("1 of 2 required signatures are valid"))
  }

  @Test func `a root without one of the four roles is refused`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.root.roles[.timestamp] = nil
    try repository.publishRoot()
    let error = try client.refusal()
    #expect(error.message.contains("'timestamp' is missing"))
  }

  @Test func `a root that is too long is refused by the updater itself`() throws {
    let repository = try RepositorySimulator()
    let client = try Client(of: repository)
    repository.served["2.root.json"] = [UInt8](repeating: 0x20, count: 512_001)
    #expect(try client.refusal().problem == .tooLong(limit: 512_000))
  }
}
