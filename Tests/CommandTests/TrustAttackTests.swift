import Host
import Model
import TestSupport
import Testing
import Trust

/// Old files in place of new ones, and files of different times together: through the built program, each
/// attack with the words it is refused with.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct TrustAttackTests {
  // MARK: rollback

  @Test func `an older timestamp is a rollback`() throws {
    let scene = try AttackScene()
    let old = try scene.forger.bytes("metadata/timestamp.json")
    try scene.repository.publish("1.0.1", to: "stable")
    try scene.expectUpdate(to: "1.0.1")
    let accepted = try scene.trusted(.timestamp)
    try scene.forger.write("metadata/timestamp.json", old)
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) is version",
      "was trusted before: an older one is not taken",
      hint: "hint: the mirror is behind, or somebody replays old files")
    #expect(try scene.trusted(.timestamp) == accepted)
  }

  @Test func `a new timestamp for an older snapshot is a rollback`() throws {
    let scene = try AttackScene()
    let old = try scene.forger.bytes(scene.forger.file(of: .snapshot))
    let version = try Signed<Snapshot>(parsing: old, path: "snapshot").content.version
    try scene.repository.publish("1.0.1", to: "stable")
    try scene.expectUpdate(to: "1.0.1")
    try scene.forger.list(snapshot: MetaFile(version: version, bytes: old))
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) goes back to snapshot version \(version), and version "
        + "\(version + 1) was trusted before")
  }

  @Test func `a new snapshot for an older channel is a rollback`() throws {
    let scene = try AttackScene()
    let old = try scene.forger.bytes(scene.forger.file(of: "stable"))
    let version = try Signed<Targets>(parsing: old, path: "stable").content.version
    try scene.repository.publish("1.0.1", to: "stable")
    try scene.expectUpdate(to: "1.0.1")
    try scene.forger.list("stable", MetaFile(version: version, bytes: old))
    try scene.expectRefusal(
      "takes role 'stable' back to version \(version), and version \(version + 1) was trusted before"
    )
  }

  @Test func `a snapshot without the channel is a rollback too`() throws {
    let scene = try AttackScene()
    let snapshot = try scene.forger.forge(Snapshot.self) { $0.meta["stable"] = nil }
    try scene.forger.list(snapshot: MetaFile(version: snapshot.version, bytes: snapshot.bytes))
    try scene.expectRefusal("no longer lists role 'stable', which was trusted at version")
  }

  @Test func `an older index in place of the newer one is not what stable lists`() throws {
    let scene = try AttackScene()
    let before = try scene.forger.names(in: "targets/stable")
    let old = try scene.forger.bytes(#require(before.max()))
    try scene.repository.publish("1.0.1", to: "stable")
    let new = try #require(try scene.forger.names(in: "targets/stable").subtracting(before).first)
    // Of the same length, so that nothing but its digest gives it away.
    let length = try scene.forger.bytes(new).count
    let padded = old.prefix(length) + [UInt8](repeating: 0x20, count: max(0, length - old.count))
    try scene.forger.write(new, Array(padded))
    try scene.expectRefusal(
      ".index.json' (role stable) is not the file that stable lists: its digest is another")
  }

  // MARK: freeze

  /// The same files for ever, while time passes.
  @Test(.enabled(if: FaultyRepository.hasFaketime, "needs faketime"))
  func `a repository that never changes is a freeze once its timestamp expired`() throws {
    let scene = try AttackScene(offering: "1.0.1")
    let inThreeWeeks = ["/usr/bin/faketime", "-f", "+21d"]
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) expired on 20", "7 days ago",
      hint: "hint: check this machine's clock",
      wrapper: inThreeWeeks)
    try scene.expectUpdate(to: "1.0.1")
    // What was accepted while it was fresh is held against the clock again.
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) expired on 20", wrapper: inThreeWeeks)
  }

  @Test func `a timestamp signed with a time that is over is a freeze`() throws {
    let scene = try AttackScene(offering: "1.0.1")
    let accepted = try scene.trusted(.timestamp)
    try scene.forger.forge(Timestamp.self) {
      $0.expires = try #require(Instant("2026-01-01T00:00:00Z"))
    }
    try scene.expectRefusal(
      "'timestamp.json' (role timestamp) expired on 2026-01-01T00:00:00Z",
      hint: "if it is right, the mirror holds updates back")
    #expect(try scene.trusted(.timestamp) == accepted)
  }

  // MARK: mix and match

  @Test func `the snapshot of another day is refused by its digest`() throws {
    let scene = try AttackScene(offering: "1.0.1")
    let (new, old) = try (
      scene.forger.file(of: .snapshot), scene.forger.file(of: .snapshot, back: 1)
    )
    var bytes = try scene.forger.bytes(old)
    let length = try scene.forger.bytes(new).count
    bytes += [UInt8](repeating: 0x20, count: max(0, length - bytes.count))
    try scene.forger.write(new, Array(bytes.prefix(length)))
    try scene.expectRefusal(
      "snapshot.json' (role snapshot) is not the file that timestamp lists: its digest is another")
  }

  @Test func `the snapshot of another day is refused by its version where no digest is listed`()
    throws
  {
    let scene = try AttackScene(offering: "1.0.1")
    let (new, old) = try (
      scene.forger.file(of: .snapshot), scene.forger.file(of: .snapshot, back: 1)
    )
    let version = try Signed<Snapshot>(parsing: scene.forger.bytes(new), path: new).content.version
    try scene.forger.list(snapshot: MetaFile(version: version))
    try scene.forger.write(new, scene.forger.bytes(old))
    try scene.expectRefusal(
      "'\(version).snapshot.json' (role snapshot) is version \(version - 1), and timestamp lists "
        + "version \(version): they do not belong together")
  }

  @Test func `the channel of another day is refused by its version where no digest is listed`()
    throws
  {
    let scene = try AttackScene(offering: "1.0.1")
    let (new, old) = try (scene.forger.file(of: "stable"), scene.forger.file(of: "stable", back: 1))
    let version = try Signed<Targets>(parsing: scene.forger.bytes(new), path: new).content.version
    try scene.forger.list("stable", MetaFile(version: version))
    try scene.forger.write(new, scene.forger.bytes(old))
    try scene.expectRefusal(
      "'\(version).stable.json' (role stable) is version \(version - 1), and snapshot lists "
        + "version \(version): they do not belong together")
  }
}
