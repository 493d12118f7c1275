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
  func listStableInDev() throws { try list(.stable, in: .dev) }

  /// The same index, under stable's own name, signed by dev's key.
  func signStableByDev() throws { try sign(.stable, by: .dev) }

  /// `thief`'s role says that it signs `victim`'s index too, one that makes the thief's release the victim's.
  func list(_ victim: ChannelName, in thief: ChannelName) throws {
    let current = try repository.metadata()
    guard var document = try current.role(of: thief)?.content else { return }
    let bytes = try stolenIndex(of: victim, by: thief, current)
    document.version += 1
    document.targets[TargetPath(victim.indexTarget)] = TargetFile(bytes: bytes)
    try commit(document, as: thief, signedBy: thief, current)
  }

  /// The same index, under the victim's own name, signed by the thief's key.
  func sign(_ victim: ChannelName, by thief: ChannelName) throws {
    let current = try repository.metadata()
    try replace(
      try stolenIndex(of: victim, by: thief, current), of: victim, signedBy: thief, current)
  }

  /// What the owner of a channel's key can sign: any index of that channel.
  func change(_ channel: ChannelName, _ change: (inout ChannelIndex) -> Void) throws {
    let current = try repository.metadata()
    var index = try current.index(of: channel)
    change(&index)
    try replace(try put(index), of: channel, signedBy: channel, current)
  }

  /// An object of the repository, for an index to name.
  func put(object bytes: [UInt8]) throws -> ObjectReference {
    let reference = ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
    try write(reference.path, bytes)
    return reference
  }

  private func replace(
    _ index: [UInt8], of channel: ChannelName, signedBy signer: ChannelName,
    _ current: CurrentMetadata
  ) throws {
    guard var document = try current.role(of: channel)?.content else { return }
    document.version += 1
    document.targets = [TargetPath(channel.indexTarget): TargetFile(bytes: index)]
    try commit(document, as: channel, signedBy: signer, current)
  }

  /// A timestamp that says it ended an hour ago.
  func expireTimestamp() throws {
    var timestamp = try repository.metadata().timestamp.content
    timestamp.version += 1
    timestamp.expires = World.ofProcess().clock().adding(seconds: -3600)
    try write("metadata/timestamp.json", try Signed(timestamp, by: signers("timestamp")).bytes)
  }

  /// The thief's releases as the victim's, put where the victim's index would be.
  private func stolenIndex(
    of victim: ChannelName, by thief: ChannelName, _ current: CurrentMetadata
  ) throws -> [UInt8] {
    let own = try current.index(of: thief)
    var index = ChannelIndex(channel: victim)
    index.releases = own.releases
    index.current = own.current
    return try put(index)
  }

  private func put(_ index: ChannelIndex) throws -> [UInt8] {
    let bytes = index.bytes
    try write("targets/\(index.channel)/\(Digest.sha256(of: bytes).hex).index.json", bytes)
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
