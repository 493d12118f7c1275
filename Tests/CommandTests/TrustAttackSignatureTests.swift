import Host
import Model
import TestSupport
import Testing
import Trust

/// Signatures and roots that do not suffice: through the built program, each attack with the words it is
/// refused with.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct TrustAttackSignatureTests {
  private let scene: AttackScene
  private var forger: RepositoryForger { scene.forger }

  init() throws { scene = try AttackScene(offering: "1.0.1") }

  // MARK: signatures

  @Test func `an altered file carries a wrong signature`() throws {
    try forger.forge(Timestamp.self) { _ in }
    let text = try forger.text("metadata/timestamp.json")
    let altered = text.replacing(#""expires":"20"#, with: #""expires":"21"#)
    try #require(altered != text)
    try forger.write("metadata/timestamp.json", Array(altered.utf8))
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) carries a wrong signature by key",
      "it was altered, or signed by another key; 0 of 1 required signatures are valid")
  }

  @Test func `a file without a signature is not signed`() throws {
    try forger.forge(Timestamp.self, signedBy: []) { _ in }
    try scene.expectRefusal("'timestamp.json' (role timestamp) is not signed: 0 of 1 required")
  }

  @Test func `a file signed by nobody who is known is foreign`() throws {
    try forger.forge(Timestamp.self, signedBy: [SecretKey.generate()]) { _ in }
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) is signed only by keys that 'root' does not name")
  }

  @Test func `the key of another role does not count`() throws {
    try forger.forge(Timestamp.self, signedBy: [forger.key(of: .snapshot)]) { _ in }
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) is signed by key",
      "which is a key of role 'snapshot' and not of this one")
  }

  @Test func `the key of another channel does not count`() throws {
    let forged = try forger.forge(
      Targets.self, "stable", signedBy: [forger.key(of: "beta")]
    ) { _ in }
    try forger.list("stable", MetaFile(version: forged.version, bytes: forged.bytes))
    try scene.expectRefusal(
      "stable.json' (role stable) is signed by key",
      "which is a key of role 'beta' and not of this one")
  }

  /// From now on two keys must sign the timestamp.
  private func raiseThreshold() throws -> SecretKey {
    let second = try SecretKey.generate()
    try forger.forge(Root.self) { root in
      root.keys[second.publicKey.id] = second.publicKey
      root.roles[.timestamp]?.keyIDs.append(second.publicKey.id)
      root.roles[.timestamp]?.threshold = 2
    }
    return second
  }

  @Test func `one signature where two are required is too few`() throws {
    let second = try raiseThreshold()
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) has too few signatures: 1 of 2 required signatures are valid"
    )
    try forger.forge(Timestamp.self, signedBy: [forger.key(of: .timestamp), second]) { _ in }
    try scene.expectUpdate(to: "1.0.1")
  }

  @Test func `the same key twice refuses the file`() throws {
    _ = try raiseThreshold()
    try forger.changeSignatures("metadata/timestamp.json") { $0 += $0 }
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) names key", "twice among its signatures")
  }

  @Test func `the same key under two ids counts once`() throws {
    let key = try forger.key(of: .timestamp)
    guard case .object(var members) = key.publicKey.json else { return }
    members["x-note"] = "the same key"
    let twin = try PublicKey(Field(document: "a key", path: "", value: .object(members)))
    try forger.forge(Root.self) { root in
      root.keys[twin.id] = twin
      root.roles[.timestamp]?.keyIDs.append(twin.id)
      root.roles[.timestamp]?.threshold = 2
    }
    try forger.forge(Timestamp.self) { _ in }
    try forger.changeSignatures("metadata/timestamp.json") { list in
      guard case .object(var copy) = list.first else { return }
      copy["keyid"] = .string(twin.id.description)
      list.append(.object(copy))
    }
    try scene.expectRefusal("1 of 2 required signatures are valid")
  }

  // MARK: roots

  @Test func `a root that skips a version is refused`() throws {
    let forged = try forger.forge(Root.self) { $0.version += 1 }
    #expect(forged.file == "metadata/2.root.json")
    let trusted = try scene.trusted(.root)
    try scene.expectRefusal(
      "'2.root.json' (role root) says version 3 where version 2 must stand: "
        + "no root may be skipped or repeated")
    #expect(try scene.trusted(.root) == trusted)
  }

  @Test func `a root signed by new keys alone is refused`() throws {
    let new = try SecretKey.generate()
    try forger.forge(Root.self, signedBy: [new]) { root in
      root.keys[new.publicKey.id] = new.publicKey
      root.roles[.root]?.keyIDs = [new.publicKey.id]
    }
    let trusted = try scene.trusted(.root)
    try scene.expectRefusal(
      "'2.root.json' (role root) is signed only by keys that 'root' does not name")
    #expect(try scene.trusted(.root) == trusted)
  }

  @Test func `an expired final root stops the update, and a newer one lets it go on`() throws {
    let expired = try forger.forge(Root.self) {
      $0.expires = try #require(Instant("2026-01-01T00:00:00Z"))
    }
    try scene.expectRefusal(
      "'2.root.json' (role root) expired on 2026-01-01T00:00:00Z",
      hint: "if it is right, the publisher must sign 'root' afresh")
    #expect(try scene.trusted(.root) == expired.bytes, "accepted, so that the next one can follow")
    try forger.forge(Root.self) { $0.expires = try #require(Instant("2099-01-01T00:00:00Z")) }
    try scene.expectUpdate(to: "1.0.1")
  }

  @Test func `versions that a lost key drove up are left behind with a new key`() throws {
    try forger.forge(Timestamp.self) { $0.version = 1_000_000 }
    try scene.expectUpdate(to: "1.0.1")
    let new = try SecretKey.generate()
    try forger.forge(Root.self) { root in
      root.keys[new.publicKey.id] = new.publicKey
      root.roles[.timestamp]?.keyIDs = [new.publicKey.id]
    }
    let timestamp = try forger.bytes("metadata/timestamp.json")
    // Cut short after the new root: nothing is served in the timestamp's place.
    try forger.write("metadata/timestamp.json", [])
    try scene.expectRefusal("'timestamp.json' (role timestamp)")
    try forger.write("metadata/timestamp.json", timestamp)
    try forger.forge(Timestamp.self, signedBy: [new]) { $0.version = 1 }
    let run = try scene.repository.stigmerup("update")
    #expect(run.status == 0, "\(run.errors)")
  }
}
