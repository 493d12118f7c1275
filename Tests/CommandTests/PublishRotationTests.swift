import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Keys are replaced, and the installed stigmerup follows.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct PublishRotationTests {
  private let repository: StigmerupRepository
  private let site: [String]

  init() throws {
    repository = try StigmerupRepository.usual()
    try repository.initialize()
    let keys = "\(repository.person.scratch.path)/keys"
    site = ["--repo", repository.path.string, "--keys", keys]
  }

  private func publisher(_ words: String...) throws -> StigmerupRun {
    try StigmerupRun.run(
      PublisherSite.program, words + site, environment: repository.person.environment,
      in: repository.person.scratch.path)
  }

  static let roles = [
    ["root"], ["targets"], ["snapshot"], ["timestamp"], ["stable"], ["beta"], ["dev"],
    ["stigmerup"], ["root", "targets", "snapshot", "timestamp", "stable", "beta"],
  ]

  @Test(arguments: roles)
  func `the keys of every role are replaced in one command, and the client follows`(
    roles: [String]
  ) throws {
    let run = try StigmerupRun.run(
      PublisherSite.program, ["keys", "rotate", "-y"] + roles + site,
      environment: repository.person.environment, in: repository.person.scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    let retired = try repository.person.scratch.snapshot("keys/retired")
    #expect(retired.count == roles.count * 2)
    try repository.publish("1.0.1", to: "stable")
    try repository.publish("1.2.0-beta.1", to: "beta")
    let update = try repository.stigmerup("update", "--no-self-update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(update.output.contains("1.0.0 -> 1.0.1"))
    #expect(try repository.stigmer("x").output == "stigmer 1.0.1: x\n")
    let verify = try StigmerupRun.run(
      PublisherSite.program, ["verify", repository.path.string],
      environment: repository.person.environment, in: repository.person.scratch.path)
    #expect(verify.status == 0, "\(verify.errors)")
  }

  @Test func `the installer's key is replaced, and signs the script`() throws {
    let before = try repository.person.scratch.read("keys/installer.pub.pem")
    let run = try publisher("keys", "rotate", "installer", "-y")
    let after = try repository.person.scratch.read("keys/installer.pub.pem") ?? ""
    #expect(run.status == 0 && before != after)
    #expect(run.output.contains("\n" + after))
  }

  /// Whoever holds the keys of snapshot and timestamp can push their versions as far as they go.
  @Test func `clients come back from a fast-forward once snapshot and timestamp have other keys`()
    throws
  {
    try fastForward(to: Int.max - 1)
    let fooled = try repository.stigmerup("check")
    #expect(fooled.status == 0, "\(fooled.errors)")
    let stuck = try publisher("refresh")
    #expect(stuck.errors.contains("is at the highest version there is"))
    #expect(stuck.errors.contains("keys rotate snapshot timestamp --restart-versions"))
    let plain = try publisher("keys", "rotate", "stable", "--restart-versions", "-y")
    #expect(plain.errors.hasPrefix("error: versions cannot go back while snapshot and timestamp"))
    let run = try publisher("keys", "rotate", "snapshot", "timestamp", "--restart-versions", "-y")
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("begin again at lower versions (after a fast-forward)\n"))
    try repository.publish("1.0.1", to: "stable")
    let update = try repository.stigmerup("update", "--no-self-update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(update.output.contains("1.0.0 -> 1.0.1"))
    let snapshots = try Directory(repository.path.appending("metadata")).names()
      .filter { $0.hasSuffix(".snapshot.json") }
    #expect(snapshots.count == 6)
    #expect(snapshots.allSatisfy { $0.utf8.count < 20 || $0.hasPrefix("9223372036854775806") })
  }

  private func fastForward(to version: Int) throws {
    let metadata = try Directory(repository.path.appending("metadata"))
    let keys = try Directory(repository.person.scratch.path.appending("keys"))
    func signer(_ role: String) throws -> SecretKey {
      try SecretKey(pem: try keys.readFile("\(role).pem", limit: 1 << 16))
    }
    var timestamp = try Signed<Timestamp>(
      parsing: try metadata.readFile("timestamp.json", limit: 1 << 20), path: "timestamp.json"
    ).content
    let name = "\(timestamp.snapshot.version).snapshot.json"
    var snapshot = try Signed<Snapshot>(
      parsing: try metadata.readFile(name, limit: 1 << 20), path: name
    ).content
    snapshot.version = version
    let bytes = try Signed(snapshot, by: [signer("snapshot")]).bytes
    timestamp.version = version
    timestamp.snapshot = MetaFile(version: version, bytes: bytes)
    try metadata.writeFile("\(version).snapshot.json", bytes)
    try metadata.removeFile("timestamp.json")
    try metadata.writeFile(
      "timestamp.json", try Signed(timestamp, by: [signer("timestamp")]).bytes)
  }
}
