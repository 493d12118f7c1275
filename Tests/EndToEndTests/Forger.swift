import Host
import Model
import Publisher
import SystemPackage
import TestSupport
import Trust

/// Somebody who holds the keys of some roles, and signs what they should not.
struct Forger {
  private let repository: RepositoryFolder
  private let keys: KeyFolder
  private let files: Directory

  init(_ site: Site) throws {
    repository = try RepositoryFolder.open(site.repository)
    keys = try KeyFolder(site.keys) { nil }
    files = try site.files
  }

  /// dev's role says that it signs stable's index too, one that makes dev's release stable's.
  func listStableInDev() throws {
    let current = try repository.metadata()
    guard var document = try current.role(of: .dev)?.content else { return }
    let bytes = try stolenIndex(current)
    document.version += 1
    document.targets[TargetPath(ChannelName.stable.indexTarget)] = TargetFile(bytes: bytes)
    try commit(document, as: .dev, signedBy: .dev, current)
  }

  /// The same index, under stable's own name, signed by dev's key.
  func signStableByDev() throws {
    let current = try repository.metadata()
    guard var document = try current.role(of: .stable)?.content else { return }
    document.version += 1
    document.targets = [
      TargetPath(ChannelName.stable.indexTarget): TargetFile(bytes: try stolenIndex(current))
    ]
    try commit(document, as: .stable, signedBy: .dev, current)
  }

  /// stable's own role signs another index.
  func changeStable(_ change: (inout ChannelIndex) -> Void) throws {
    let current = try repository.metadata()
    guard var document = try current.role(of: .stable)?.content else { return }
    var index = try current.index(of: .stable)
    change(&index)
    let bytes = index.bytes
    try write("targets/stable/\(Digest.sha256(of: bytes).hex).index.json", bytes)
    document.version += 1
    document.targets = [TargetPath(ChannelName.stable.indexTarget): TargetFile(bytes: bytes)]
    try commit(document, as: .stable, signedBy: .stable, current)
  }

  /// A timestamp that says it ended an hour ago.
  func expireTimestamp() throws {
    var timestamp = try repository.metadata().timestamp.content
    timestamp.version += 1
    timestamp.expires = World.ofProcess().clock().adding(seconds: -3600)
    try write("metadata/timestamp.json", try Signed(timestamp, by: signers("timestamp")).bytes)
  }

  /// dev's releases as stable's, put where stable's index would be.
  private func stolenIndex(_ current: CurrentMetadata) throws -> [UInt8] {
    let dev = try current.index(of: .dev)
    var index = ChannelIndex(channel: .stable)
    index.releases = dev.releases
    index.current = dev.current
    let bytes = index.bytes
    try write("targets/stable/\(Digest.sha256(of: bytes).hex).index.json", bytes)
    return bytes
  }

  private func commit(
    _ document: Targets, as channel: ChannelName, signedBy signer: ChannelName,
    _ current: CurrentMetadata
  ) throws {
    let role = RoleName(channel)
    let signed = try Signed(document, by: signers(signer.description))
    try write("metadata/\(role.fileName(version: document.version))", signed.bytes)
    var snapshot = current.snapshot.content
    snapshot.version += 1
    snapshot.meta[role] = MetaFile(version: document.version, bytes: signed.bytes)
    let list = try Signed(snapshot, by: signers("snapshot"))
    try write("metadata/\(RoleName.snapshot.fileName(version: snapshot.version))", list.bytes)
    var timestamp = current.timestamp.content
    timestamp.version += 1
    timestamp.snapshot = MetaFile(version: snapshot.version, bytes: list.bytes)
    try write("metadata/timestamp.json", try Signed(timestamp, by: signers("timestamp")).bytes)
  }

  private func signers(_ role: String) throws -> [any Signer] {
    try keys.keys(of: role).map(\.key)
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try files.removeFile(name)
    try files.writeFile(name, bytes)
  }
}
