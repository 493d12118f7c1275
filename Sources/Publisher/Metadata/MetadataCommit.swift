package import Host
package import Model
package import Trust

/// Writes new metadata in the order that never shows a reader half of it: what is named before what names it, the timestamp last.
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

  /// Publishes a channel's new index: its role, and a new snapshot and timestamp.
  package func publish(_ index: ChannelIndex) throws {
    let current = try writer.folder.metadata()
    let role = RoleName(index.channel)
    // All keys are needed before anything is written.
    let signers = try signers(for: [role, .snapshot, .timestamp], current)
    let bytes = index.bytes
    let name = "\(Digest.sha256(of: bytes).hex).index.json"
    try writer.write(name, in: "targets/\(index.channel)", bytes)
    let document = Targets(
      version: (current.channels[index.channel]?.content.version ?? 0) + 1,
      expires: time.adding(days: policies[index.channel].expiresDays),
      targets: [TargetPath(index.channel.indexTarget): TargetFile(bytes: bytes)])
    let signed = try Signed(document, by: signers[0])
    try writer.write(
      role.fileName(version: document.version), in: "metadata", signed.bytes)
    var meta = current.snapshot.content.meta.files
    meta[role] = MetaFile(version: document.version, bytes: signed.bytes)
    try writeSnapshot(meta, current, signers[1], signers[2])
  }

  /// New signatures of snapshot and timestamp, with nothing else changed.
  ///
  /// - Returns: When they expire.
  package func refresh() throws -> Instant {
    let current = try writer.folder.metadata()
    let signers = try signers(for: [.snapshot, .timestamp], current)
    try writeSnapshot(current.snapshot.content.meta.files, current, signers[0], signers[1])
    return time.adding(days: Policies.onlineDays)
  }

  /// Signs a channel's role anew, its targets unchanged.
  package func renew(_ channel: ChannelName) throws {
    try publish(try writer.folder.index(of: channel))
  }

  private func signers(
    for roles: [RoleName], _ current: CurrentMetadata
  ) throws -> [[any Signer]] {
    try roles.map { try keys.signers(for: try current.authority(for: $0)) }
  }

  private func writeSnapshot(
    _ meta: [RoleName: MetaFile], _ current: CurrentMetadata, _ snapshotSigners: [any Signer],
    _ timestampSigners: [any Signer]
  ) throws {
    let expires = time.adding(days: Policies.onlineDays)
    let snapshot = try Signed(
      Snapshot(version: current.snapshot.content.version + 1, expires: expires, meta: meta),
      by: snapshotSigners)
    let version = snapshot.content.version
    try writer.write(
      RoleName.snapshot.fileName(version: version), in: "metadata", snapshot.bytes)
    let timestamp = try Signed(
      Timestamp(
        version: current.timestamp.content.version + 1, expires: expires,
        snapshot: MetaFile(version: version, bytes: snapshot.bytes)),
      by: timestampSigners)
    try writer.write("timestamp.json", in: "metadata", timestamp.bytes)
  }
}
