/// What decides whether a role's signatures suffice: the keys and the threshold that its delegator gave it.
package struct RoleAuthority: Sendable, Equatable {
  package let role: RoleName
  /// The role that says so: `root`, or the one that delegates.
  package let delegator: RoleName
  package let threshold: Int
  /// The role's own keys.
  package let keys: [KeyID: PublicKey]
  /// The keys that the same delegator gives to other roles only, with one such role each:
  /// for an error that tells what went wrong.
  package let keysOfOthers: [KeyID: RoleName]

  init(
    role: RoleName, keys roleKeys: RoleKeys, delegator: RoleName,
    among all: [KeyID: PublicKey], others: [(RoleName, RoleKeys)]
  ) {
    self.role = role
    self.delegator = delegator
    threshold = roleKeys.threshold
    let own = Set(roleKeys.keyIDs)
    keys = all.filter { own.contains($0.key) }
    var keysOfOthers: [KeyID: RoleName] = [:]
    for (other, otherKeys) in others where other != role {
      for id in otherKeys.keyIDs where !own.contains(id) { keysOfOthers[id] = other }
    }
    self.keysOfOthers = keysOfOthers
  }
}
