internal import Host
package import Model
package import Trust
private import SystemPackage

/// The metadata that the repository serves now, read from its folder and verified as a client would, except that nothing
/// counts as expired: what expired can still be renewed.
package struct CurrentMetadata {
  package let root: Signed<Root>
  package let timestamp: Signed<Timestamp>
  package let snapshot: Signed<Snapshot>
  package let targets: Signed<Targets>

  private let repository: Directory
  /// The roles that `targets` delegates to. One that cannot be believed keeps its reason, and the others go on.
  private let delegated: [RoleName: Result<Signed<Targets>, any Error>]

  /// - Throws: ``PublisherError/metadataUnusable(reason:)``, ``PublisherError/otherRepository(_:)``; `HostError`.
  init(_ repository: Directory, anchor: [UInt8]?) throws {
    self.repository = repository
    let files = MetadataFiles(try repository.openDirectory("metadata"))
    do {
      let first = try files.read("1.root.json")
      guard anchor == nil || anchor == first else {
        throw PublisherError.otherRepository(repository.path.string)
      }
      var set = try TrustedSet(
        initialRoot: first, path: "1.root.json", at: Instant(seconds: .min / 2))
      while let next = try files.readIfPresent(
        RoleName.root.fileName(version: set.root.content.version + 1))
      {
        try set.update(
          root: next, path: RoleName.root.fileName(version: set.root.content.version + 1))
      }
      try Self.load(files, into: &set)
      guard let timestamp = set.timestamp, let snapshot = set.snapshot,
        let targets = set.targets[.targets]
      else { throw PublisherError.metadataUnusable(reason: "a role is missing") }
      (root, self.timestamp, self.snapshot, self.targets) =
        (set.root, timestamp, snapshot, targets)
      delegated = Self.delegated(files, set)
    } catch let error as TrustError {
      throw PublisherError.metadataUnusable(reason: error.message)
    }
  }

  private static func load(_ files: MetadataFiles, into set: inout TrustedSet) throws {
    let path = RoleName.timestamp.fileName()
    _ = try set.update(timestamp: try files.read(path), path: path)
    let snapshotPath = RoleName.snapshot.fileName(
      version: set.timestamp?.content.snapshot.version ?? 1)
    try set.update(snapshot: try files.read(snapshotPath), path: snapshotPath)
    let targetsPath = RoleName.targets.fileName(
      version: try set.listed(.targets, path: "targets.json").version)
    try set.update(
      targets: try files.read(targetsPath), role: .targets, delegator: .root, path: targetsPath)
  }

  private static func delegated(
    _ files: MetadataFiles, _ trusted: TrustedSet
  ) -> [RoleName: Result<Signed<Targets>, any Error>] {
    var documents: [RoleName: Result<Signed<Targets>, any Error>] = [:]
    for role in trusted.targets[.targets]?.content.delegatedRoles ?? [] {
      guard let listed = trusted.snapshot?.content.meta[role.name] else { continue }
      documents[role.name] = Result {
        try document(role.name, version: listed.version, files, trusted)
      }
    }
    return documents
  }

  private static func document(
    _ role: RoleName, version: Int, _ files: MetadataFiles, _ trusted: TrustedSet
  ) throws -> Signed<Targets> {
    var set = trusted
    let path = role.fileName(version: version)
    do {
      try set.update(targets: try files.read(path), role: role, delegator: .targets, path: path)
    } catch let error as TrustError {
      throw PublisherError.metadataUnusable(reason: error.message)
    }
    guard let document = set.targets[role] else {
      throw PublisherError.metadataUnusable(reason: "role '\(role)' is missing")
    }
    return document
  }

  /// What the channel's role signs; `nil` for a channel that this repository does not have.
  ///
  /// - Throws: ``PublisherError/metadataUnusable(reason:)`` when it cannot be believed.
  package func role(of channel: ChannelName) throws -> Signed<Targets>? {
    try delegated[RoleName(channel)]?.get()
  }

  /// What `targets` or a role that it delegates to signs; `nil` for a role that signed nothing yet.
  ///
  /// - Throws: ``PublisherError/metadataUnusable(reason:)`` when it cannot be believed.
  package func document(of role: RoleName) throws -> Signed<Targets>? {
    role == .targets ? targets : try delegated[role]?.get()
  }

  /// The index that the channel's role signs; empty for a channel that this repository does not have.
  package func index(of channel: ChannelName) throws -> ChannelIndex {
    guard let role = try role(of: channel),
      let file = role.content.targets[TargetPath(channel.indexTarget)],
      let digest = file.hashes.sha256
    else { return ChannelIndex(channel: channel) }
    let path = "targets/\(channel)/\(digest.hex).index.json"
    guard let bytes = try repository.readFileIfPresent(path, limit: Limits.channelIndex) else {
      throw VerificationError.missing(path: path)
    }
    guard Digest.sha256(of: bytes) == digest else { throw VerificationError.digest(path: path) }
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  /// Who may sign for a role now.
  ///
  /// - Throws: ``PublisherError/noSuchRole(_:)``.
  package func authority(for role: RoleName) throws -> RoleAuthority {
    let authority =
      RoleName.topLevel.contains(role)
      ? root.content.authority(for: role)
      : targets.content.delegations?.authority(for: role, delegator: .targets)
    guard let authority else { throw PublisherError.noSuchRole(role.description) }
    return authority
  }
}

extension Targets {
  /// The roles that are delegated to, each named; none for hashed bins (TAP 15), which no channel is.
  package var delegatedRoles: [DelegatedRole] {
    guard case .roles(let roles)? = delegations?.kind else { return [] }
    return roles
  }
}

/// The files in `metadata/`.
private struct MetadataFiles {
  private static let longest = 8 << 20
  private let directory: Directory

  init(_ directory: Directory) { self.directory = directory }

  func read(_ name: String) throws -> [UInt8] {
    guard let bytes = try readIfPresent(name) else {
      throw PublisherError.metadataUnusable(reason: "'metadata/\(name)' is missing")
    }
    return bytes
  }

  func readIfPresent(_ name: String) throws -> [UInt8]? {
    try directory.readFileIfPresent(name, limit: Self.longest)
  }
}
