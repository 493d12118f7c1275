import Host
import Model
import Pack
import SystemPackage
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct RepositoryVerificationTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  @Test func `a sound repository has no findings, and everything is counted`() throws {
    let (messages, summary) = try published.findings()
    #expect(messages == [])
    #expect(summary.findings == 0)
    #expect(Set(summary.channels.keys) == Set(ChannelName.allCases))
    #expect(summary.channels[.stable]?.current == Version("1.0.0"))
    #expect(summary.channels[.stable]?.releases == 1)
    #expect(summary.channels[.stable]?.objects == 3)
    #expect(summary.channels[.beta]?.current == Version("1.1.0"))
    #expect(summary.channels[.beta]?.releases == 2)
    #expect(summary.channels[.dev] == VerificationSummary.Channel())
    // Both channels share 1.0.0.
    #expect(summary.objects == 6)
    #expect(summary.bytes == summary.channels[.beta]?.bytes)
    #expect(summary.unreferencedObjects == 0)
    #expect(summary.bootstrap == nil)
  }

  @Test func `objects of drafts are counted apart`() throws {
    try published.addRelease("2.0.0")
    let (messages, summary) = try published.findings()
    #expect(messages == [])
    #expect(summary.unreferencedObjects == 2)
  }

  @Test func `one flipped byte in an artifact is one finding that names it`() throws {
    let artifact = try published.artifact(of: "1.0.0").artifact
    try published.overwrite(artifact.object.path) { $0[20] ^= 1 }
    let (messages, summary) = try published.findings()
    #expect(
      messages == [
        "stable 1.0.0, stigmer for linux-amd64: '\(artifact.object.path)' was altered: its SHA-256 is another"
      ])
    #expect(summary.findings == 1)
    #expect(summary.channels[.beta]?.releases == 2)
  }

  @Test func `a cut, a missing and a lengthened object are told apart`() throws {
    let (entry, artifact) = try published.artifact(of: "1.1.0")
    try published.overwrite(artifact.object.path) { $0.removeLast() }
    try published.repository.root.removeFile(artifact.files.path)
    let place = "beta 1.1.0, stigmer for linux-amd64"
    #expect(
      try published.findings().messages == [
        "\(place): '\(artifact.object.path)' has \(artifact.object.length - 1) bytes instead of \(artifact.object.length)",
        "\(place): '\(artifact.files.path)' is missing",
      ])
    try published.overwrite(entry.manifest.path) { $0.append(0x20) }
    #expect(
      try published.findings().messages == [
        "beta 1.1.0: '\(entry.manifest.path)' has \(entry.manifest.length + 1) bytes instead of \(entry.manifest.length)"
      ])
  }

  @Test func `a garbage role fails its own channel alone`() throws {
    try published.overwrite("metadata/1.dev.json") { $0 = Array("<html>".utf8) }
    let (messages, summary) = try published.findings()
    #expect(messages.count == 1)
    #expect(messages[0].hasPrefix("channel 'dev': "))
    #expect(Set(summary.channels.keys) == [.stable, .beta, .stigmerup])
  }

  @Test func `an altered or missing index fails its own channel alone`() throws {
    let targets = try published.repository.root.openDirectory("targets")
    let stable = try #require(try targets.openDirectory("stable").names().max())
    for name in try targets.openDirectory("stable").names() {
      try published.overwrite("targets/stable/\(name)") { $0[0] ^= 1 }
    }
    let altered = try published.findings()
    #expect(altered.messages.count == 1)
    #expect(altered.messages[0].hasPrefix("channel 'stable': 'stable/"))
    for name in try targets.openDirectory("stable").names() {
      try targets.openDirectory("stable").removeFile(name)
    }
    let missing = try published.findings()
    #expect(missing.messages.count == 1)
    #expect(missing.messages[0].hasSuffix(".index.json' is missing"))
    #expect(missing.summary.channels[.beta]?.releases == 2)
    #expect(!stable.isEmpty)
  }

  @Test func `without a sound timestamp nothing can be believed`() throws {
    try published.overwrite("metadata/timestamp.json") { $0.removeLast(40) }
    let (messages, summary) = try published.findings()
    #expect(messages.count == 1)
    #expect(messages[0].hasPrefix("metadata: "))
    #expect(summary.channels.isEmpty)
  }

  @Test func `what expired is found, as a client would`() throws {
    let (messages, _) = try published.findings(at: PublishedRepository.time.adding(days: 15))
    #expect(messages.count == 1)
    #expect(messages[0].contains("expired on"))
  }

  @Test func `another root trusts nothing here`() throws {
    let other = try PublishedRepository()
    let root = try other.repository.root.readFile("metadata/1.root.json", limit: 1 << 20)
    let (messages, _) = try published.findings(root: root)
    #expect(messages.count == 1)
    #expect(messages[0].hasPrefix("metadata: 'timestamp.json' (role timestamp)"))
  }

  @Test func `releases beyond the index are followed through their lists`() throws {
    for patch in 1...52 { try published.publish(manifest: "1.2.\(patch)", to: .dev) }
    let (messages, summary) = try published.findings()
    #expect(messages == [])
    #expect(summary.channels[.dev]?.releases == 52)
    let older = try #require(try published.repository.index(of: .dev).older)
    try published.overwrite(older.path) { $0[9] ^= 1 }
    #expect(
      try published.findings().messages == [
        "channel 'dev': '\(older.path)' was altered: its SHA-256 is another"
      ])
  }

  @Test func `a manifest of another version or product is found`() throws {
    var manifest = Manifest(product: .stigmerup, version: try SampleHome.parsed("9.9.9"))
    manifest.components = [:]
    try published.list(manifest, as: "3.0.0", in: .dev)
    let path = try #require(try published.repository.index(of: .dev).currentEntry).manifest.path
    #expect(
      try published.findings().messages == [
        "dev 3.0.0: '\(path)' is the manifest of 9.9.9",
        "dev 3.0.0: '\(path)' is the manifest of a release of stigmerup",
      ])
  }

  @Test func `a manifest whose frames or file list are another artifact's is found`() throws {
    let one = try published.artifact(of: "1.0.0").artifact
    let (entry, other) = try published.artifact(of: "1.1.0")
    var manifest = try published.repository.manifest(entry.manifest)
    manifest.version = try SampleHome.parsed("3.0.0")
    var mixed = other
    mixed.frames = [Artifact.Frame(length: other.object.length, digest: one.frames[0].digest)]
    mixed.unpackedLength += 1
    manifest.components[.stigmer]?.artifacts[PublishedRepository.platform] = mixed
    try published.list(manifest, as: "3.0.0", in: .dev)
    let messages = try published.findings().messages
    #expect(messages.count == 2)
    #expect(messages.first?.contains("its frame 1 is not what the manifest says") == true)
    #expect(messages.last?.contains("and the manifest says \(mixed.unpackedLength)") == true)
  }

  @Test func `a folder without a root is no repository`() throws {
    let empty = try TemporaryFolder()
    let verification = RepositoryVerification(folder: empty.path, time: PublishedRepository.time)
    #expect(throws: VerificationError.noRoot(folder: empty.path.string)) {
      try verification.run { _ in }
    }
    #expect(throws: HostError.self) {
      try RepositoryVerification(
        folder: empty.path.appending("nothing"), time: PublishedRepository.time
      ).run { _ in }
    }
  }
}

extension PublishedRepository {
  /// A release with no component: only its manifest is an object.
  fileprivate func publish(manifest version: String, to channel: ChannelName) throws {
    let version = try SampleHome.parsed(version)
    try list(Manifest(product: .stigmer, version: version), as: version.description, in: channel)
  }

  /// Signs a listing that the publisher itself might refuse.
  fileprivate func list(_ manifest: Manifest, as version: String, in channel: ChannelName) throws {
    let writer = try writer()
    var index = try repository.index(of: channel)
    let version = try SampleHome.parsed(version)
    index.releases.insert(
      ChannelIndex.Entry(
        version: version, manifest: try writer.writeObject(manifest.bytes), published: Self.time,
        sizes: [:]), at: 0)
    index.current = version
    try ReleaseHistory(repository, writer).moveOverflow(of: &index)
    try MetadataCommit(writer: writer, keys: keys, policies: .builtIn, time: Self.time)
      .publish(index)
  }
}
