import Model

/// The roles that a role trusts for some of its targets, in the order in which they are asked.
package struct Delegations: Sendable, Equatable {
  package var keys: [KeyID: PublicKey]
  package var kind: Kind

  private var others = JSON.Members()

  package enum Kind: Sendable, Equatable {
    /// No two of one name.
    case roles([DelegatedRole])
    /// TAP 15.
    case succinct(SuccinctRoles)
  }

  package init(keys: [PublicKey], roles: [DelegatedRole]) {
    self.keys = [:]
    for key in keys { self.keys[key.id] = key }
    kind = .roles(roles)
  }

  init(_ field: Field) throws(FormatError) {
    keys = try KeyList.parse(field.required("keys"))
    let succinct = try field.optional("succinct_roles")
    switch (try field.optional("roles"), succinct) {
    case (let list?, nil): kind = .roles(try Self.parse(list))
    case (nil, let succinct?): kind = .succinct(try SuccinctRoles(succinct))
    default: throw field.problem("should have either 'roles' or 'succinct_roles'")
    }
    others = try field.others(than: ["keys", "roles", "succinct_roles"])
  }

  private static func parse(_ list: Field) throws(FormatError) -> [DelegatedRole] {
    var roles: [DelegatedRole] = []
    var seen: Set<RoleName> = []
    for element in try list.elements() {
      let role = try DelegatedRole(element)
      guard seen.insert(role.name).inserted else {
        throw element.problem("delegates to '\(role.name.printable)' a second time")
      }
      roles.append(role)
    }
    return roles
  }

  var json: JSON {
    switch kind {
    case .roles(let roles):
      others.with([("keys", KeyList.json(keys)), ("roles", .array(roles.map(\.json)))])
    case .succinct(let roles):
      others.with([("keys", KeyList.json(keys)), ("succinct_roles", roles.json)])
    }
  }

  /// The roles to ask for `path`, in order.
  package func roles(for path: TargetPath) -> [(name: RoleName, isTerminating: Bool)] {
    switch kind {
    case .roles(let roles):
      roles.filter { $0.scope.covers(path) }.map { ($0.name, $0.isTerminating) }
    case .succinct(let roles): [(roles.bin(of: path), true)]
    }
  }

  /// - Parameter delegator: The role whose document this is part of.
  /// - Returns: `nil` for a role that is not delegated to.
  package func authority(for role: RoleName, delegator: RoleName) -> RoleAuthority? {
    switch kind {
    case .roles(let roles):
      guard let delegated = roles.first(where: { $0.name == role }) else { return nil }
      return RoleAuthority(
        role: role, keys: delegated.keys, delegator: delegator, among: keys,
        others: roles.map { ($0.name, $0.keys) })
    case .succinct(let roles):
      guard roles.hasBin(named: role) else { return nil }
      return RoleAuthority(
        role: role, keys: roles.keys, delegator: delegator, among: keys, others: [])
    }
  }
}
