import Host
import Model
import SystemPackage
import TestSupport
import Trust

@testable import Publisher

/// A repository with small scripts as programs: 1.0.0 in stable and beta, 1.1.0 in beta.
final class PublishedRepository {
  static let time = Instant(seconds: 1_800_000_000)

  let folder: TemporaryFolder
  let path: FilePath
  let repository: RepositoryFolder
  let keys: KeyFolder

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("repo with space")
    let keyPath = folder.path.appending("keys")
    try RepositoryInitialization(
      repository: path, keys: keyPath, policies: .builtIn, time: Self.time
    ).run(passphrase: nil)
    repository = try RepositoryFolder.open(path)
    keys = try KeyFolder(keyPath) { nil }
    try addRelease("1.0.0")
    try publish("1.0.0", to: .beta)
    try publish("1.0.0", to: .stable)
    try addRelease("1.1.0")
    try publish("1.1.0", to: .beta)
  }

  var installerKey: SecretKey {
    get throws { try keys.keys(of: KeyFolder.installerRole)[0].key }
  }

  func writer() throws -> RepositoryWriter {
    try RepositoryWriter(repository, command: "a test") { _ in }
  }

  func addRelease(_ version: String) throws {
    let place = "built/\(version)/stigmer"
    if try folder.directory.status(place) == nil {
      try folder.write(place, "#!/bin/sh\necho \(version)\n", mode: 0o755)
    }
    var addition = ReleaseAddition(
      version: try SampleHome.parsed(version), platform: Self.platform,
      components: [(.stigmer, folder.path.appending(place))])
    addition.compressionLevel = 1
    _ = try addition.run(in: repository, try writer())
  }

  func publish(_ version: String, to channel: ChannelName) throws {
    let publication = ChannelPublication(repository, policies: .builtIn)
    let change = try publication.planPublishing(try SampleHome.parsed(version), to: channel)
    try publication.carryOut(change, try writer(), keys: keys, at: Self.time)
  }

  static let platform = Platform(system: .linux, architecture: .amd64)

  /// What verifying finds, as it is told.
  func findings(
    root: [UInt8]? = nil, at time: Instant = time, installerKey: String? = nil
  ) throws -> (messages: [String], summary: VerificationSummary) {
    var messages: [String] = []
    let summary = try RepositoryVerification(
      folder: path, root: root, time: time, installerKey: installerKey
    ).run { messages.append($0.message) }
    return (messages, summary)
  }

  /// The one artifact of a release, and the entry that lists it.
  func artifact(of version: String) throws -> (entry: ChannelIndex.Entry, artifact: Artifact) {
    let index = try repository.index(of: .beta)
    guard let entry = index.entry(for: try SampleHome.parsed(version)),
      let artifact = try repository.manifest(entry.manifest).components[.stigmer]?
        .artifacts[Self.platform]
    else { throw HostError("find", version, code: 2) }
    return (entry, artifact)
  }

  /// Replaces a file's content.
  func overwrite(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try repository.root.readFile(name, limit: 64 << 20)
    change(&bytes)
    try repository.root.removeFile(name)
    try repository.root.writeFile(name, bytes)
  }
}
