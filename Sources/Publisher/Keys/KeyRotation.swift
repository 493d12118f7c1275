private import Host
package import Model
package import Trust

/// New keys for roles whose keys are all in one folder: made, signed for and published in one step; the keys that they
/// replace are kept in `retired/`.
package struct KeyRotation {
  private let keys: KeyFolder
  private let policies: Policies
  private let time: Instant
  /// Of the new keys; `nil` for what each old one was.
  package var kind: SecretKey.Kind?
  package var restartsVersions = false

  package init(_ keys: KeyFolder, policies: Policies, at time: Instant) {
    self.keys = keys
    self.policies = policies
    self.time = time
  }

  package struct Plan {
    package let draft: SigningDraft
    package let changes: [Change]
    fileprivate let preparation: DraftPublication.Preparation
  }

  /// One role's keys.
  package struct Change {
    package let role: RoleName
    package let new: [SecretKey]
    package let old: [KeyID]
  }

  /// Everything that could fail for want of a key is found out here; nothing is written.
  ///
  /// - Throws: ``CeremonyError``; ``PublisherError``; ``KeyFileError``.
  package func plan(_ roles: [RoleName], _ writer: RepositoryWriter) throws -> Plan {
    let current = try writer.folder.metadata()
    var edit = RoleEdit()
    edit.restartsVersions = restartsVersions
    var changes: [Change] = []
    for role in roles {
      let authority = try current.authority(for: role)
      let old = authority.keys.keys.sorted()
      let new = try old.map { id in
        try SecretKey.generate(kind ?? Self.kind(of: authority.keys[id]))
      }
      edit.additions += new.map { (role, $0.publicKey) }
      edit.removals += old.map { (role, $0.description) }
      changes.append(Change(role: role, new: new, old: old))
    }
    var draft = try edit.draft(
      on: current, policies: policies, at: time, usedVersions: writer.folder.usedVersions)
    var signing = keys
    signing.others += changes.flatMap(\.new)
    try sign(&draft, with: signing)
    let publication = DraftPublication(draft, writer: writer, keys: signing, at: time)
    guard let preparation = try publication.prepare() else { throw CeremonyError.nothingToDo }
    return Plan(draft: draft, changes: changes, preparation: preparation)
  }

  private static func kind(of key: PublicKey?) -> SecretKey.Kind {
    switch key?.scheme {
    case .ecdsaP256?: .ecdsaP256
    case .rsaPSS?: .rsa
    case .ed25519?, nil: .ed25519
    }
  }

  private func sign(_ draft: inout SigningDraft, with keys: KeyFolder) throws {
    var done: Set<KeyID> = []
    for requirement in draft.requirements() {
      let authority = requirement.authority
      for signer in try keys.available(for: authority)
      where done.insert(signer.publicKey.id).inserted { _ = try draft.sign(with: signer) }
    }
  }

  /// The new keys are on the disk before anything names them, and the old ones go last.
  package func carryOut(_ plan: Plan, _ writer: RepositoryWriter) throws {
    var placed: [(file: KeyFile, change: Change)] = []
    for change in plan.changes {
      let role = change.role.description
      let secret = try keys.isEncrypted(role) ? keys.passphrase() : nil
      for key in change.new {
        let file = try keys.freeFile(of: role)
        try KeyFolder.write(key, as: file, passphrase: secret, to: keys.directory)
        placed.append((file, change))
      }
    }
    try keys.directory.flush()
    var signing = keys
    signing.others += plan.changes.flatMap(\.new)
    try DraftPublication(plan.draft, writer: writer, keys: signing, at: time)
      .carryOut(plan.preparation)
    for change in plan.changes {
      let files = placed.filter { $0.change.role == change.role }.map(\.file)
      try keys.retire(role: change.role.description, keeping: files)
    }
  }

  /// The installer's key signs `install.sh` and is no role's: no metadata names it.
  ///
  /// - Returns: The public half, in PEM.
  package func replaceInstallerKey() throws -> SecretKey {
    let role = KeyFolder.installerRole
    let key = try SecretKey.generate(.ecdsaP256)
    let secret = try keys.isEncrypted(role) ? keys.passphrase() : nil
    let file = try keys.freeFile(of: role)
    try KeyFolder.write(key, as: file, passphrase: secret, to: keys.directory)
    try keys.retire(role: role, keeping: [file])
    return key
  }
}
