package import Model
package import Trust

/// Changes of keys, thresholds and expiries, of any role, as a draft for people to sign.
///
/// The keys of root, targets, snapshot and timestamp stand in the root, those of the channels in targets; whatever
/// must be signed afresh because of a change becomes part of the draft too.
package struct RoleEdit: Sendable {
  package var additions: [(role: RoleName, key: PublicKey)] = []
  /// The beginning of a key's id, 8 digits or more.
  package var removals: [(role: RoleName, id: String)] = []
  /// Taken away from every role that has it.
  package var revocations: [String] = []
  package var thresholds: [(role: RoleName, threshold: Int)] = []
  /// Signed afresh with nothing else changed.
  package var renewals: [RoleName] = []
  /// For all that the draft holds, in place of what the policies say.
  package var expiryDays: Int?
  package var restartsVersions = false

  package init() {}

  private static let leastDigits = 8

  /// - Parameter usedVersions: The versions of a role's files that were ever served: those that a restart must avoid.
  /// - Throws: ``CeremonyError``; ``PublisherError/noSuchRole(_:)``.
  package func draft(
    on current: CurrentMetadata, policies: Policies, at time: Instant,
    usedVersions: (RoleName) throws -> Set<Int>
  ) throws -> SigningDraft {
    var draft = SigningDraft(on: current)
    draft.restartsVersions = restartsVersions
    var root = current.root.content
    var targets = current.targets.content
    try edit(&root, &targets)
    let days = { (role: RoleName) in expiryDays ?? policies.days(of: role) }

    let renewsRoot =
      renewals.contains(.root) || expiryDays != nil && renewals.isEmpty && isTargetless
    if root != current.root.content || renewsRoot {
      root.version = try MetadataVersions.next(after: root.version, of: .root)
      root.expires = time.adding(days: days(.root))
      draft.root = Signed(root)
    }
    func version(_ role: RoleName, _ present: Int) throws -> Int {
      restartsVersions
        ? MetadataVersions.lowestFree(try usedVersions(role), below: present)
        : try MetadataVersions.next(after: present, of: role)
    }
    let stillSigned = isSatisfied(current.targets, root.authority(for: .targets))
    if targets != current.targets.content || renewals.contains(.targets) || !stillSigned {
      targets.version = try version(.targets, targets.version)
      targets.expires = time.adding(days: days(.targets))
      draft.proposed[.targets] = Signed(targets)
    }
    for role in targets.delegatedRoles.map(\.name) {
      guard let present = try document(of: role, current) else { continue }
      let authority = targets.delegations?.authority(for: role, delegator: .targets)
      guard renewals.contains(role) || !isSatisfied(present, authority) else { continue }
      var document = present.content
      document.version = try version(role, document.version)
      document.expires = time.adding(days: days(role))
      draft.bases[role] = SigningDraft.Base(present)
      draft.proposed[role] = Signed(document)
    }
    guard !draft.isEmpty else { throw CeremonyError.nothingToDo }
    guard !restartsVersions || draft.takesOnlineKeyAway else {
      throw CeremonyError.versionsNotRestartable
    }
    return draft
  }

  /// One that cannot be believed must not keep the others from being mended.
  private func document(
    of role: RoleName, _ current: CurrentMetadata
  ) throws -> Signed<Targets>? {
    do { return try current.document(of: role) } catch {
      if renewals.contains(role) { throw error }
      return nil
    }
  }

  /// `--expires-in` alone means the root.
  private var isTargetless: Bool {
    additions.isEmpty && removals.isEmpty && revocations.isEmpty && thresholds.isEmpty
  }

  private func isSatisfied(_ file: Signed<Targets>, _ authority: RoleAuthority?) -> Bool {
    guard let authority else { return false }
    return file.validSigners(of: authority).count >= authority.threshold
  }

  // MARK: the changes

  private func edit(_ root: inout Root, _ targets: inout Targets) throws {
    for role in Set(thresholds.map(\.role) + additions.map(\.role) + removals.map(\.role)) {
      guard Self.keys(of: role, root, targets) != nil else {
        throw PublisherError.noSuchRole(role.description)
      }
    }
    for role in renewals {
      guard role != .snapshot, role != .timestamp else {
        throw CeremonyError.onlineRoleRenewed(role)
      }
      guard Self.keys(of: role, root, targets) != nil else {
        throw PublisherError.noSuchRole(role.description)
      }
    }
    var touched: Set<RoleName> = []
    for (role, key) in additions {
      try change(role, &root, &targets, &touched) { keys, pool in
        guard !keys.keyIDs.contains(key.id) else {
          throw CeremonyError.keyIsThere(role, key.id)
        }
        keys.keyIDs.append(key.id)
        pool[key.id] = key
      }
    }
    for (role, text) in removals {
      try change(role, &root, &targets, &touched) { keys, _ in
        guard let id = try Self.find(text, keys.keyIDs) else {
          throw CeremonyError.noSuchKey(role, text, there: keys.keyIDs)
        }
        keys.keyIDs.removeAll { $0 == id }
      }
    }
    try revoke(&root, &targets, &touched)
    for (role, threshold) in thresholds {
      try change(role, &root, &targets, &touched) { keys, _ in keys.threshold = threshold }
    }
    for role in touched.sorted() {
      guard let keys = Self.keys(of: role, root, targets) else { continue }
      guard keys.threshold <= keys.keyIDs.count else {
        throw CeremonyError.tooFewKeys(
          role, keys: keys.keyIDs.count, threshold: keys.threshold)
      }
    }
    Self.dropUnused(&root, &targets)
  }

  private func revoke(
    _ root: inout Root, _ targets: inout Targets, _ touched: inout Set<RoleName>
  ) throws {
    for text in revocations {
      let all = RoleName.topLevel + targets.delegatedRoles.map(\.name)
      let ids = Set(all.flatMap { Self.keys(of: $0, root, targets)?.keyIDs ?? [] })
      guard let id = try Self.find(text, ids.sorted()) else {
        throw CeremonyError.keyInNoRole(text)
      }
      for role in all where Self.keys(of: role, root, targets)?.keyIDs.contains(id) == true {
        try change(role, &root, &targets, &touched) { keys, _ in
          keys.keyIDs.removeAll { $0 == id }
        }
      }
    }
  }

  private func change(
    _ role: RoleName, _ root: inout Root, _ targets: inout Targets,
    _ touched: inout Set<RoleName>,
    _ body: (inout RoleKeys, inout [KeyID: PublicKey]) throws -> Void
  ) throws {
    touched.insert(role)
    if RoleName.topLevel.contains(role), var keys = root.roles[role] {
      try body(&keys, &root.keys)
      root.roles[role] = keys
    } else if var delegations = targets.delegations, case .roles(var roles) = delegations.kind,
      let position = roles.firstIndex(where: { $0.name == role })
    {
      try body(&roles[position].keys, &delegations.keys)
      delegations.kind = .roles(roles)
      targets.delegations = delegations
    }
  }

  /// - Returns: `nil` for a role that there is not.
  static func keys(of role: RoleName, _ root: Root, _ targets: Targets) -> RoleKeys? {
    RoleName.topLevel.contains(role)
      ? root.roles[role] : targets.delegatedRoles.first { $0.name == role }?.keys
  }

  private static func find(_ text: String, _ ids: [KeyID]) throws -> KeyID? {
    let wanted = text.lowercased()
    guard wanted.utf8.count >= leastDigits else { return nil }
    let found = ids.filter { $0.description.hasPrefix(wanted) }
    guard found.count < 2 else { throw CeremonyError.ambiguousKey(text) }
    return found.first
  }

  /// A key that no role names any more is not carried along.
  private static func dropUnused(_ root: inout Root, _ targets: inout Targets) {
    let inRoot = Set(root.roles.values.flatMap(\.keyIDs))
    root.keys = root.keys.filter { inRoot.contains($0.key) }
    guard var delegations = targets.delegations, case .roles(let roles) = delegations.kind else {
      return
    }
    let delegated = Set(roles.flatMap(\.keys.keyIDs))
    delegations.keys = delegations.keys.filter { delegated.contains($0.key) }
    targets.delegations = delegations
  }
}
