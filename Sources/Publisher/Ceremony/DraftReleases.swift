package import Model
private import Trust

/// The releases that a draft's indexes list: their manifests from the draft or from the repository, their objects from
/// the repository.
package struct DraftReleases {
  private let draft: SigningDraft
  private let repository: RepositoryFolder?

  /// - Parameter repository: `nil` where there is none: then only what the draft brings along is known.
  package init(_ draft: SigningDraft, _ repository: RepositoryFolder?) {
    self.draft = draft
    self.repository = repository
  }

  /// - Returns: `nil` for a manifest that is neither in the draft nor in the repository.
  package func manifest(_ reference: ObjectReference) throws -> Manifest? {
    if let bytes = draft.objects.first(where: { Self.reference(to: $0) == reference }) {
      return try Manifest(parsing: bytes)
    }
    return try repository?.manifest(reference)
  }

  private static func reference(to bytes: [UInt8]) -> ObjectReference {
    ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
  }

  /// Every release that an index lists newly must be there whole.
  ///
  /// - Returns: The manifests of those releases, whose drafts are done with.
  func check() throws -> [Manifest] {
    guard let repository else { return [] }
    var sealed: [Manifest] = []
    for (channel, change) in draft.indexes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let before = try ChannelIndex(parsing: change.before.compact, of: channel)
      let after = try ChannelIndex(parsing: change.after.compact, of: channel)
      if let older = after.older { try check(list: older, repository) }
      for entry in after.releases where before.entry(for: entry.version) != entry {
        guard let manifest = try manifest(entry.manifest) else {
          throw VerificationError.missing(path: entry.manifest.path)
        }
        guard manifest.version == entry.version else {
          throw VerificationError.wrongVersion(
            path: entry.manifest.path, found: manifest.version)
        }
        try repository.checkObjects(of: manifest)
        try checkDraft(of: manifest, entry.manifest, repository)
        sealed.append(manifest)
      }
    }
    return sealed
  }

  private func check(list reference: ObjectReference, _ repository: RepositoryFolder) throws {
    if draft.objects.contains(where: { Self.reference(to: $0) == reference }) { return }
    _ = try repository.releaseList(reference)
  }

  private func checkDraft(
    of manifest: Manifest, _ reference: ObjectReference, _ repository: RepositoryFolder
  ) throws {
    let draft = try Drafts(repository).draft(of: manifest.version, manifest.product)
    guard let draft else { return }
    guard Self.reference(to: draft.bytes) == reference else {
      throw CeremonyError.releaseChanged(manifest.version)
    }
  }
}
