import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Servers and mirrors that do not do what they should: through the built program.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher && FaultyRepository.isPossible,
    "needs stigmerup-publish, beside the programs under test, and python3")
)
struct TrustAttackServerTests {
  private let scene: AttackScene
  private var repository: StigmerupRepository { scene.repository }

  init() throws { scene = try AttackScene(offering: "1.0.1") }

  private func serve(_ faults: (prefix: String, fault: String)...) throws -> FaultyRepository {
    let server = try FaultyRepository(repository.path, faults)
    repository.person.variables["STIGMERUP_REPOSITORY"] = server.url
    return server
  }

  // MARK: endless data

  @Test func `a timestamp without an end is cut off`() throws {
    let server = try serve(("metadata/timestamp.json", "endless"))
    try scene.expectRefusal(
      "'\(server.url)/metadata/timestamp.json' is longer than the 16384 bytes it may have")
  }

  @Test func `a root without an end is cut off`() throws {
    let server = try serve(("metadata/2.root.json", "endless"))
    try scene.expectRefusal(
      "'\(server.url)/metadata/2.root.json' is longer than the 512000 bytes it may have")
  }

  @Test func `an index without an end is cut off at its signed length`() throws {
    let server = try serve(("targets/stable/", "endless"))
    try scene.expectRefusal(
      "'\(server.url)/targets/stable/", ".index.json' is longer than the", "bytes it may have")
  }

  @Test func `an object without an end is cut off at its signed length`() throws {
    let server = try serve(("objects/", "endless"))
    try scene.expectRefusal("'\(server.url)/objects/", "is longer than the", "bytes it may have")
  }

  // MARK: slow retrieval

  /// A hundred seconds pass in one, so that nobody waits until a transfer counts as stalled.
  @Test(
    .enabled(if: FaultyRepository.hasFaketime, "needs faketime"),
    arguments: ["metadata/timestamp.json", "objects/"])
  func `a server that sends a byte now and then is given up`(path: String) throws {
    let server = try serve((path, "drip"))
    try scene.expectRefusal(
      "cannot fetch '\(server.url)/\(path)", "the transfer stalled",
      wrapper: ["/usr/bin/faketime", "-f", "+0 x100"])
  }

  // MARK: redirects

  @Test(.enabled(if: FaultyRepository.hasTLS, "needs openssl"), arguments: [true, false])
  func `a redirect from https to plain http is not followed`(ofMetadata: Bool) throws {
    let (authority, certificate) = try FaultyRepository.certificates(
      in: repository.person.scratch)
    // It has the right files: only the way to it is wrong.
    let plain = try FaultyRepository(repository.path)
    let path = ofMetadata ? "metadata/timestamp.json" : "objects/"
    let server = try FaultyRepository(
      repository.path, [(path, "redirect:\(plain.url)/")], certificate: certificate)
    repository.person.variables["STIGMERUP_REPOSITORY"] = server.url
    repository.person.variables["STIGMERUP_CACERT"] = authority.string
    try scene.expectRefusal(
      "'\(server.url)/\(path)", "leads on to '\(plain.url)/\(path)", "which is not encrypted")
  }

  @Test(arguments: ["metadata/timestamp.json", "objects/"])
  func `a redirect to a file of this machine is not followed`(path: String) throws {
    let server = try serve((path, "redirect:file://\(repository.path)/"))
    try scene.expectRefusal("'\(server.url)/\(path)", "leads on to 'file://")
  }

  // MARK: mirrors that lie

  enum Lie: String, CaseIterable {
    case timestamp = "metadata/timestamp.json"
    case snapshot = "snapshot.json"
    case channel = "stable.json"
    case index = "targets/stable/"
    case objects = "objects/"
  }

  /// Other bytes of the same length, wherever `lie` says.
  private func lyingCopy(_ lie: Lie) throws -> FilePath {
    let copy = repository.person.scratch.path.appending("a mirror")
    let run = try StigmerupRun.run(
      "/bin/cp", ["-a", repository.path.string, copy.string], environment: [:], in: "/")
    try #require(run.status == 0, "\(run.errors)")
    let folder = try Directory(copy)
    for name in try ["metadata", "targets/stable", "objects"].flatMap(scene.forger.names)
    where name.contains(lie.rawValue) {
      var bytes = try folder.readFile(name, limit: 1 << 20)
      bytes[bytes.count / 2] ^= 1
      try folder.removeFile(name)
      try folder.writeFile(name, bytes)
    }
    return copy
  }

  @Test(arguments: Lie.allCases)
  func `where one mirror lies, the next one serves`(lie: Lie) throws {
    let mirror = try lyingCopy(lie)
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file://\(mirror)"
    try scene.expectRefusal(lie == .objects ? "is not what" : "(role ")
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file://\(mirror),\(repository.url)"
    try scene.expectUpdate(to: "1.0.1")
    let verify = try repository.stigmerup("update")
    #expect(verify.status == 0, "nothing to do, and the lies do not matter: \(verify.errors)")
  }

  @Test func `where one mirror is behind, the next one serves`() throws {
    let mirror = repository.person.scratch.path.appending("a mirror")
    let run = try StigmerupRun.run(
      "/bin/cp", ["-a", repository.path.string, mirror.string], environment: [:], in: "/")
    try #require(run.status == 0, "\(run.errors)")
    try repository.publish("1.0.2", to: "stable")
    try scene.expectUpdate(to: "1.0.2")
    try repository.publish("1.0.3", to: "stable")
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file://\(mirror)"
    try scene.expectRefusal("was trusted before: an older one is not taken")
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file://\(mirror),\(repository.url)"
    try scene.expectUpdate(to: "1.0.3")
  }

  @Test func `a mirror that sends without end does not keep the next one from serving`() throws {
    let server = try FaultyRepository(
      repository.path, [("metadata/timestamp.json", "endless"), ("objects/", "garbage")])
    repository.person.variables["STIGMERUP_REPOSITORY"] = "\(server.url),\(repository.url)"
    try scene.expectUpdate(to: "1.0.1")
  }
}
