internal import Model
internal import Trust

/// The keys of snapshot and timestamp, which sign with every publication.
struct OnlineSigners {
  let snapshot: [any Signer]
  let timestamp: [any Signer]

  /// - Parameter root: The one that decides when the new snapshot and timestamp are served.
  init(root: Root, keys: KeyFolder) throws {
    func signers(_ role: RoleName) throws -> [any Signer] {
      guard let authority = root.authority(for: role) else {
        throw PublisherError.noSuchRole(role.description)
      }
      return try keys.signers(for: authority)
    }
    snapshot = try signers(.snapshot)
    timestamp = try signers(.timestamp)
  }

  /// The next snapshot and the timestamp that names it, in the order in which they are written.
  ///
  /// - Parameter restartingAt: Where both begin again after a fast-forward attack; `nil` for the next version.
  func sign(
    _ current: CurrentMetadata, replacing files: [RoleName: MetaFile], at time: Instant,
    restartingAt restart: Int? = nil
  ) throws -> [(name: String, bytes: [UInt8])] {
    var snapshot = current.snapshot.content
    snapshot.version =
      try restart ?? MetadataVersions.next(after: snapshot.version, of: .snapshot)
    snapshot.expires = time.adding(days: Policies.onlineDays)
    for (role, file) in files { snapshot.meta[role] = file }
    let signed = try Signed(snapshot, by: self.snapshot)
    var timestamp = current.timestamp.content
    timestamp.version =
      try restart ?? MetadataVersions.next(after: timestamp.version, of: .timestamp)
    timestamp.expires = snapshot.expires
    timestamp.snapshot = MetaFile(version: snapshot.version, bytes: signed.bytes)
    return [
      (RoleName.snapshot.fileName(version: snapshot.version), signed.bytes),
      (RoleName.timestamp.fileName(), try Signed(timestamp, by: self.timestamp).bytes),
    ]
  }
}
