package import Host
package import Model
package import Trust

/// The metadata that the repository serves now, read from its folder.
package struct CurrentMetadata {
  package let root: Signed<Root>
  package let timestamp: Signed<Timestamp>
  package let snapshot: Signed<Snapshot>
  package let targets: Signed<Targets>
  package let channels: [ChannelName: Signed<Targets>]

  private static let longestFile = 8 << 20

  /// - Throws: `TrustError` for a file that is not what it should be; `HostError`.
  init(_ repository: Directory) throws {
    let metadata = try repository.openDirectory("metadata")
    let newestRoot = try metadata.names().compactMap(Self.rootVersion).max() ?? 1
    root = try Self.read("\(newestRoot).root.json", .root, metadata)
    timestamp = try Self.read("timestamp.json", .timestamp, metadata)
    let listed = timestamp.content.snapshot.version
    snapshot = try Self.read("\(listed).snapshot.json", .snapshot, metadata)
    targets = try Self.read(
      RoleName.targets.fileName(version: snapshot.content.meta[.targets]?.version ?? 1), .targets,
      metadata)
    var channels: [ChannelName: Signed<Targets>] = [:]
    for channel in ChannelName.allCases {
      let role = RoleName(channel)
      guard let version = snapshot.content.meta[role]?.version else { continue }
      channels[channel] = try Self.read(role.fileName(version: version), role, metadata)
    }
    self.channels = channels
  }

  private static func read<Content: RoleDocument>(
    _ name: String, _ role: RoleName, _ metadata: Directory
  ) throws -> Signed<Content> {
    try Signed(
      parsing: try metadata.readFile(name, limit: longestFile), role: role,
      path: "metadata/\(name)")
  }

  /// `3` of `3.root.json`.
  private static func rootVersion(_ name: String) -> Int? {
    guard name.hasSuffix(".root.json") else { return nil }
    return Int(name.dropLast(".root.json".count))
  }

  /// The index that the channel's role signs.
  package func index(of channel: ChannelName, in repository: Directory) throws -> ChannelIndex {
    guard let role = channels[channel],
      let file = role.content.targets[TargetPath(channel.indexTarget)],
      let digest = file.hashes.sha256
    else { return ChannelIndex(channel: channel) }
    let bytes = try repository.readFile(
      "targets/\(channel)/\(digest.hex).index.json", limit: Limits.channelIndex)
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  /// Who may sign for a role now.
  func authority(for role: RoleName) throws -> RoleAuthority {
    let authority =
      RoleName.topLevel.contains(role)
      ? root.content.authority(for: role)
      : targets.content.delegations?.authority(for: role, delegator: .targets)
    guard let authority else {
      throw PublisherError.keyMissing(role: role.description, folder: "metadata")
    }
    return authority
  }
}
