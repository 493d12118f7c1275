internal import Model
private import Trust

/// Version 1 of every metadata file: a repository of empty channels.
struct FirstMetadata {
  private let keys: KeyGeneration
  private let policies: Policies
  private let time: Instant

  init(keys: KeyGeneration, policies: Policies, time: Instant) {
    self.keys = keys
    self.policies = policies
    self.time = time
  }

  /// - Returns: The root, as written.
  func write(_ writer: RepositoryWriter) throws -> [UInt8] {
    var meta: [RoleName: MetaFile] = [:]
    for channel in ChannelName.allCases {
      let role = RoleName(channel)
      meta[role] = MetaFile(
        version: 1, bytes: try write(try document(of: channel, writer), role, writer))
    }
    meta[.targets] = MetaFile(version: 1, bytes: try write(delegations, .targets, writer))
    let rootBytes = try write(root, .root, writer)
    let snapshot = Snapshot(
      version: 1, expires: time.adding(days: Policies.onlineDays), meta: meta)
    let snapshotBytes = try write(snapshot, .snapshot, writer)
    let timestamp = Timestamp(
      version: 1, expires: snapshot.expires, snapshot: MetaFile(version: 1, bytes: snapshotBytes))
    try writer.write(
      RoleName.timestamp.fileName(), in: "metadata",
      try Signed(timestamp, by: keys.signers(of: .timestamp)).bytes)
    return rootBytes
  }

  private func write(
    _ document: some RoleDocument, _ role: RoleName, _ writer: RepositoryWriter
  ) throws -> [UInt8] {
    let bytes = try Signed(document, by: keys.signers(of: role)).bytes
    try writer.write(role.fileName(version: 1), in: "metadata", bytes)
    return bytes
  }

  private func document(of channel: ChannelName, _ writer: RepositoryWriter) throws -> Targets {
    let index = ChannelIndex(channel: channel).bytes
    try writer.write(
      "\(Digest.sha256(of: index).hex).index.json", in: "targets/\(channel)", index)
    return Targets(
      version: 1, expires: time.adding(days: policies[channel].expiresDays),
      targets: [TargetPath(channel.indexTarget): TargetFile(bytes: index)])
  }

  /// One terminating delegation a channel, limited to its own name.
  private var delegations: Targets {
    let roles = ChannelName.allCases.map { channel in
      DelegatedRole(
        name: RoleName(channel), keys: keys.roleKeys(of: RoleName(channel)),
        scope: .paths([PathPattern("\(channel)/*")]), isTerminating: true)
    }
    return Targets(
      version: 1, expires: time.adding(days: Policies.targetsDays),
      delegations: Delegations(
        keys: ChannelName.allCases.flatMap { keys.publicKeys(of: RoleName($0)) }, roles: roles))
  }

  private var root: Root {
    var roles: [RoleName: RoleKeys] = [:]
    for role in RoleName.topLevel { roles[role] = keys.roleKeys(of: role) }
    return Root(
      version: 1, expires: time.adding(days: Policies.rootDays),
      keys: RoleName.topLevel.flatMap { keys.publicKeys(of: $0) }, roles: roles)
  }
}
