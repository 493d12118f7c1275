package import Model
package import Trust

/// Puts a draft that all have signed into its repository. It needs the keys of snapshot and timestamp, no others.
package struct DraftPublication {
  private let draft: SigningDraft
  private let writer: RepositoryWriter
  private let keys: KeyFolder
  private let time: Instant

  package init(_ draft: SigningDraft, writer: RepositoryWriter, keys: KeyFolder, at time: Instant) {
    self.draft = draft
    self.writer = writer
    self.keys = keys
    self.time = time
  }

  /// Everything that is to be written, signed and checked.
  package struct Preparation {
    fileprivate let objects: [[UInt8]]
    fileprivate let indexes: [(folder: String, name: String, bytes: [UInt8])]
    /// In the order in which readers may see them.
    fileprivate let metadata: [(name: String, bytes: [UInt8])]
    fileprivate let hasRoot: Bool
    fileprivate let sealed: [Manifest]
  }

  /// - Returns: `nil` when the repository has exactly this already.
  /// - Throws: ``CeremonyError`` for a draft that is stale, unfinished, expired or would leave a role unsigned;
  ///   ``PublisherError`` when an online key is missing; ``VerificationError`` for an object that is not there.
  ///   Nothing was written then.
  package func prepare() throws -> Preparation? {
    let current = try writer.folder.metadata()
    if try isPublished(in: current) { return nil }
    try DraftCheck(draft).checkBase(current)
    let open = draft.requirements(root: current.root.content, targets: current.targets.content)
      .filter { !$0.isMet }
    guard open.isEmpty else { throw CeremonyError.unfinished(open) }
    try checkExpiries()
    try checkOutcome(current)
    let sealed = try DraftReleases(draft, writer.folder).check()
    return Preparation(
      objects: draft.objects, indexes: indexFiles, metadata: try metadata(current),
      hasRoot: draft.root != nil, sealed: sealed)
  }

  /// A reader, and the next command after a crash, finds the state before or the one after.
  package func carryOut(_ preparation: Preparation) throws {
    for bytes in preparation.objects { try writer.writeObject(bytes) }
    for file in preparation.indexes { try writer.write(file.name, in: file.folder, file.bytes) }
    if preparation.hasRoot {
      // A new root may need another timestamp, and the old timestamp another root: they go together.
      try writer.exchangeMetadata(adding: preparation.metadata)
    } else {
      for file in preparation.metadata {
        try writer.write(file.name, in: "metadata", file.bytes)
      }
    }
    for manifest in preparation.sealed {
      try Drafts(writer.folder).remove(manifest.version, manifest.product, writer)
    }
  }

  // MARK: checks

  private func isPublished(in current: CurrentMetadata) throws -> Bool {
    if let root = draft.root, root.message != current.root.message { return false }
    for (role, file) in draft.proposed {
      guard try current.document(of: role)?.message == file.message else { return false }
    }
    return true
  }

  private func checkExpiries() throws {
    if let root = draft.root?.content, root.isExpired(at: time) {
      throw CeremonyError.expired(.root, at: root.expires)
    }
    for (role, file) in draft.proposed.sorted(by: { $0.key < $1.key })
    where file.content.isExpired(at: time) {
      throw CeremonyError.expired(role, at: file.content.expires)
    }
  }

  /// What was signed before must still be good under the new keys, unless it was not good before.
  private func checkOutcome(_ current: CurrentMetadata) throws {
    let root = draft.root?.content ?? current.root.content
    let targets = draft.proposed[.targets] ?? current.targets
    try check(targets, root.authority(for: .targets), .targets)
    for role in targets.content.delegatedRoles.map(\.name) {
      guard let file = draft.proposed[role] ?? sound(role, current) else { continue }
      try check(
        file, targets.content.delegations?.authority(for: role, delegator: .targets), role)
    }
  }

  /// - Returns: `nil` for a file that could not be believed before: then nothing of it is broken here.
  private func sound(_ role: RoleName, _ current: CurrentMetadata) -> Signed<Targets>? {
    do { return try current.document(of: role) } catch { return nil }
  }

  private func check(
    _ file: Signed<Targets>, _ authority: RoleAuthority?, _ role: RoleName
  ) throws {
    guard let authority else { throw PublisherError.noSuchRole(role.description) }
    do throws(TrustError) {
      try file.check(by: authority, path: role.fileName(version: file.content.version))
    } catch {
      throw CeremonyError.breaks(role, reason: error.message)
    }
  }

  // MARK: files

  private var indexFiles: [(folder: String, name: String, bytes: [UInt8])] {
    draft.indexes.map { channel, change in
      let bytes = change.after.compact
      return ("targets/\(channel)", "\(Digest.sha256(of: bytes).hex).index.json", bytes)
    }
  }

  private func metadata(
    _ current: CurrentMetadata
  ) throws -> [(name: String, bytes: [UInt8])] {
    let root = draft.root?.content ?? current.root.content
    let targets = draft.proposed[.targets]?.content ?? current.targets.content
    var files: [(name: String, bytes: [UInt8])] = []
    var listed: [RoleName: MetaFile] = [:]
    for role in draft.roles.reversed() where role != .root {
      guard var file = draft.proposed[role],
        let authority = role == .targets
          ? root.authority(for: role)
          : targets.delegations?.authority(for: role, delegator: .targets)
      else { continue }
      file.keepSignatures(of: file.validSigners(of: authority))
      files.append((role.fileName(version: file.content.version), file.bytes))
      listed[role] = MetaFile(version: file.content.version, bytes: file.bytes)
    }
    if var file = draft.root {
      let judges = [current.root.content, root].compactMap { $0.authority(for: .root) }
      file.keepSignatures(of: judges.flatMap { file.validSigners(of: $0) })
      files.append((RoleName.root.fileName(version: root.version), file.bytes))
    }
    let restart =
      draft.restartsVersions
      ? MetadataVersions.lowestFree(
        try MetadataVersions.used(by: .snapshot, in: writer.folder.root),
        below: current.snapshot.content.version) : nil
    return try files
      + OnlineSigners(root: root, keys: keys)
      .sign(current, replacing: listed, at: time, restartingAt: restart)
  }
}
