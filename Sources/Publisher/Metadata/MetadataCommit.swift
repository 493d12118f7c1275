private import Host
package import Model
package import Trust

/// Writes new metadata in the order that never shows a reader half of it: what is named before what names it, the
/// timestamp last.
package struct MetadataCommit {
  private let writer: RepositoryWriter
  private let keys: KeyFolder
  private let policies: Policies
  private let time: Instant

  package init(writer: RepositoryWriter, keys: KeyFolder, policies: Policies, time: Instant) {
    self.writer = writer
    self.keys = keys
    self.policies = policies
    self.time = time
  }

  /// What publishing to a channel needs: found out before anything is written.
  struct Preparation {
    fileprivate let channel: ChannelName
    fileprivate let current: CurrentMetadata
    fileprivate let signers: [any Signer]
    fileprivate let online: OnlineSigners
  }

  func prepare(_ channel: ChannelName) throws -> Preparation {
    let current = try writer.folder.metadata()
    return Preparation(
      channel: channel, current: current, signers: try signers(of: RoleName(channel), current),
      online: try onlineSigners(current))
  }

  /// Publishes a channel's new index: its role, and a new snapshot and timestamp.
  package func publish(_ index: ChannelIndex) throws {
    try publish(index, try prepare(index.channel))
  }

  func publish(_ index: ChannelIndex, _ preparation: Preparation) throws {
    precondition(preparation.channel == index.channel, "prepared for the same channel")
    let current = preparation.current
    let role = RoleName(index.channel)
    let bytes = index.bytes
    try writer.write(
      "\(Digest.sha256(of: bytes).hex).index.json", in: "targets/\(index.channel)", bytes)
    var document =
      try current.role(of: index.channel)?.content
      ?? Targets(version: 0, expires: time)
    document.version = try MetadataVersions.next(after: document.version, of: role)
    document.expires = time.adding(days: policies[index.channel].expiresDays)
    document.targets = [TargetPath(index.channel.indexTarget): TargetFile(bytes: bytes)]
    let file = try write(document, role, preparation.signers)
    try commit(preparation.online, current, replacing: [role: file])
  }

  /// Signs `roles` anew with nothing else changed, and a new snapshot and timestamp in any case.
  ///
  /// - Parameter roles: `root`, `targets`, channels' roles; each one's keys must be there.
  package func renew(_ roles: [RoleName]) throws {
    let current = try writer.folder.metadata()
    let online = try onlineSigners(current)
    var prepared: [(role: RoleName, signers: [any Signer])] = []
    for role in roles { prepared.append((role, try signers(of: role, current))) }
    var replaced: [RoleName: MetaFile] = [:]
    for (role, signers) in prepared {
      switch role {
      case .root: try renewRoot(current, signers)
      default:
        guard var document = try document(of: role, current) else { continue }
        document.version = try MetadataVersions.next(after: document.version, of: role)
        document.expires = time.adding(days: policies.days(of: role))
        replaced[role] = try write(document, role, signers)
      }
    }
    try commit(online, current, replacing: replaced)
  }

  private func document(of role: RoleName, _ current: CurrentMetadata) throws -> Targets? {
    if role == .targets { return current.targets.content }
    guard let channel = ChannelName(rawValue: role.description) else { return nil }
    return try current.role(of: channel)?.content
  }

  private func renewRoot(_ current: CurrentMetadata, _ signers: [any Signer]) throws {
    var root = current.root.content
    root.version = try MetadataVersions.next(after: root.version, of: .root)
    root.expires = time.adding(days: Policies.rootDays)
    let signed = try Signed(root, by: signers)
    try writer.write(RoleName.root.fileName(version: root.version), in: "metadata", signed.bytes)
  }

  private func write(_ document: Targets, _ role: RoleName, _ signers: [any Signer]) throws
    -> MetaFile
  {
    let signed = try Signed(document, by: signers)
    try writer.write(role.fileName(version: document.version), in: "metadata", signed.bytes)
    return MetaFile(version: document.version, bytes: signed.bytes)
  }

  // MARK: snapshot and timestamp

  private func onlineSigners(_ current: CurrentMetadata) throws -> OnlineSigners {
    try OnlineSigners(root: current.root.content, keys: keys)
  }

  private func signers(of role: RoleName, _ current: CurrentMetadata) throws -> [any Signer] {
    try keys.signers(for: try current.authority(for: role))
  }

  private func commit(
    _ signers: OnlineSigners, _ current: CurrentMetadata, replacing files: [RoleName: MetaFile]
  ) throws {
    for file in try signers.sign(current, replacing: files, at: time) {
      try writer.write(file.name, in: "metadata", file.bytes)
    }
  }
}
