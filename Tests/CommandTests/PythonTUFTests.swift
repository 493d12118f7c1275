import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// What `stigmerup-publish` writes, python-tuf's client accepts; what python-tuf writes, `stigmerup` accepts.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test"),
  .enabled(if: PythonTUF.isThere, PythonTUF.reason)
)
struct PythonTUFTests {
  private let channels = ["stable", "beta", "dev", "stigmerup"]

  /// python-tuf's client, from the first root on, gets each channel's index as it is served.
  private func expectAccepted(
    _ repository: StigmerupRepository, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let server = try FaultyRepository(repository.path)
    let scratch = repository.person.scratch
    let name = "client-\(RandomName.make())"
    let output = try PythonTUF.run(
      "client.py", server.url, repository.root.string, name, "stable/index.json", "beta/index.json",
      "dev/index.json", "stigmerup/index.json", in: scratch.path)
    let lines = output.split(separator: "\n")
    #expect(lines.count == channels.count, sourceLocation: sourceLocation)
    let forger = try RepositoryForger(repository)
    for (channel, line) in zip(channels, lines) {
      let file = String(try #require(line.split(separator: " ", maxSplits: 1).last))
      let downloaded = try Directory(scratch.path).readFile(file, limit: 1 << 20)
      let served = try forger.names(in: "targets/\(channel)").map(forger.bytes)
      #expect(served.contains(downloaded), "\(line)", sourceLocation: sourceLocation)
    }
    let versions = try forger.accepted(scratch.path.appending("\(name)/metadata"))
    #expect(
      versions == (try forger.accepted(repository.path.appending("metadata"), published: true)),
      "the client ended with the newest of every role", sourceLocation: sourceLocation)
  }

  @Test func `python-tuf follows a repository through all that a publisher does`() throws {
    let repository = try StigmerupRepository()
    try expectAccepted(repository)
    try repository.publish("1.0.0", to: "stable")
    try repository.publish("1.1.0-beta.1", to: "beta")
    try expectAccepted(repository)
    try repository.publish("1.1.0", to: "dev")
    try repository.promote("1.1.0", from: "dev", to: "stable")
    try repository.publisher(
      "refresh", "--repo", repository.path.string, "--keys",
      repository.person.scratch.path.appending("keys").string)
    try expectAccepted(repository)
  }

  @Test func `python-tuf accepts a repository with the bootstrap`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.publisher(
      "bootstrap", "--platform", Machine.platform?.description ?? "", "--program",
      StigmerupRun.programs.string, "--url", "https://releases.example", "--repo",
      repository.path.string, "--keys", repository.person.scratch.path.appending("keys").string)
    try expectAccepted(repository)
  }

  @Test(arguments: SecretKey.Kind.allCases)
  func `python-tuf accepts what stigmerup-publish signs with keys of each kind`(
    kind: SecretKey.Kind
  ) throws {
    let repository = try StigmerupRepository.usual()
    try RepositoryForger(repository).replaceKeys(kind)
    try repository.publish("1.0.1", to: "stable")
    try expectAccepted(repository)
    let run = try repository.initialize()
    #expect(run.status == 0, "\(run.errors)")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.1: x\n")
  }

  @Test(arguments: ["ed25519", "ecdsa", "rsa"])
  func `stigmerup installs and updates from a repository that python-tuf signed`(kind: String)
    throws
  {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    let signed = person.scratch.path.appending("signed by python-tuf")
    let sign = {
      try PythonTUF.run(
        "repository.py", repository.path.string, signed.string, "python keys", kind,
        in: person.scratch.path)
    }
    try sign()
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "init", "-y", "--no-modify-path", "--repository", "file://\(signed)", "--root",
        signed.appending("metadata/1.root.json").string,
      ], environment: person.environment, in: person.project)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let beta = try repository.stigmerup("install", "beta")
    #expect(beta.status == 0, "\(beta.errors)")
    #expect(try repository.stigmer("+beta", "x").output == "stigmer 1.1.0-beta.1: x\n")

    try repository.publish("1.0.1", to: "stable")
    try sign()
    let update = try repository.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.1: x\n")
    let trust = try repository.stigmerup("show", "trust")
    #expect(trust.status == 0, "\(trust.errors)")
  }
}
