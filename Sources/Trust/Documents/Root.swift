package import Model

/// The root of trust: the keys and thresholds of the top-level roles (specification, section 4.3).
package struct Root: RoleDocument {
  package static let type: RoleName = .root

  package var header: DocumentHeader
  package var consistentSnapshot: Bool
  package var keys: [KeyID: PublicKey]
  /// The four top-level roles at least.
  package var roles: [RoleName: RoleKeys]

  private var others = JSON.Members()

  package init(
    version: Int, expires: Instant, consistentSnapshot: Bool = true,
    keys: [PublicKey], roles: [RoleName: RoleKeys]
  ) {
    header = DocumentHeader(version: version, expires: expires)
    self.consistentSnapshot = consistentSnapshot
    self.keys = [:]
    for key in keys { self.keys[key.id] = key }
    self.roles = roles
  }

  package init(signed: Field) throws(FormatError) {
    header = try DocumentHeader(signed, type: Self.type)
    consistentSnapshot = try signed.optional("consistent_snapshot")?.boolean() ?? false
    keys = try KeyList.parse(signed.required("keys"))
    let listed = try signed.required("roles")
    for role in RoleName.topLevel { _ = try listed.required(role.description) }
    roles = [:]
    for (name, role) in try listed.namedFields() { roles[RoleName(name)] = try RoleKeys(role) }
    others = try signed.others(
      than: DocumentHeader.names + ["consistent_snapshot", "keys", "roles"])
  }

  package var json: JSON {
    others.with(
      header.fields(type: Self.type) + [
        ("consistent_snapshot", .boolean(consistentSnapshot)),
        ("keys", KeyList.json(keys)),
        ("roles", .fields(roles.map { ($0.key.description, $0.value.json) })),
      ])
  }

  /// - Returns: `nil` for a role that the root does not name.
  package func authority(for role: RoleName) -> RoleAuthority? {
    guard let roleKeys = roles[role] else { return nil }
    return RoleAuthority(
      role: role, keys: roleKeys, delegator: .root, among: keys,
      others: roles.map { ($0.key, $0.value) })
  }

  /// Whether `later` took a key away from `role`: after that, what the role signed before no longer binds
  /// (specification, section 5.3.11).
  func hasKeyTakenAway(from role: RoleName, in later: Root) -> Bool {
    let before = Set(roles[role]?.keyIDs ?? [])
    return !before.isSubset(of: later.roles[role]?.keyIDs ?? [])
  }
}
