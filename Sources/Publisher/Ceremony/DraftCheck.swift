private import Model
package import Trust

/// Holds a draft against the repository that it should be of.
package struct DraftCheck {
  private let draft: SigningDraft

  package init(_ draft: SigningDraft) { self.draft = draft }

  /// What the draft changes must be what is served now, to the byte.
  ///
  /// - Throws: ``CeremonyError/stale(_:builtOn:now:)``, ``CeremonyError/otherRepository(_:)``.
  package func checkBase(_ current: CurrentMetadata) throws {
    if draft.root != nil { try compare(draft.baseRoot, current.root, .root) }
    for role in draft.proposed.keys.sorted() {
      guard let base = draft.bases[role] else { continue }
      guard let present = try current.document(of: role) else {
        throw CeremonyError.otherRepository(role)
      }
      try compare(base, present, role)
    }
  }

  private func compare<Content>(
    _ base: SigningDraft.Base<Content>, _ present: Signed<Content>, _ role: RoleName
  ) throws {
    let (builtOn, now) = (base.file.content.version, present.content.version)
    guard builtOn == now, base.digest == Digest.sha256(of: present.bytes) else {
      throw CeremonyError.stale(role, builtOn: builtOn, now: now)
    }
    // The digest is what the draft says of itself: what it shows as "before" must be the same.
    guard base.file.message == present.message else { throw CeremonyError.otherRepository(role) }
  }
}
