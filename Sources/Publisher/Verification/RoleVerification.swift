internal import Model
internal import Trust

/// What a role signs beyond what it may, and when roles expire: nothing that a client refuses, all that a publisher
/// should know.
struct RoleVerification {
  private let updater: Updater
  private let time: Instant

  init(_ updater: Updater, at time: Instant) {
    self.updater = updater
    self.time = time
  }

  /// A target outside of the role's scope is never reached by a client: whoever put it there holds the key, and tries.
  func trespasses(of role: RoleName) -> [VerificationError] {
    guard let document = updater.trusted.targets[role]?.content,
      let delegation = updater.trusted.targets[.targets]?.content.delegatedRoles
        .first(where: { $0.name == role })
    else { return [] }
    let path = role.fileName(version: document.version)
    var errors = document.targets.keys.sorted().filter { !delegation.scope.covers($0) }
      .map { target in
        VerificationError.trespass(
          target: target.description, path: path, role: role.description,
          scope: Self.text(of: delegation.scope))
      }
    if document.delegations != nil {
      errors.append(.furtherDelegation(path: path, role: role.description))
    }
    return errors
  }

  private static func text(of scope: DelegatedRole.Scope) -> String {
    switch scope {
    case .paths(let patterns): patterns.map { "'\($0)'" }.joined(separator: ", ")
    case .hashPrefixes(let prefixes): "hashes that begin with " + prefixes.joined(separator: ", ")
    }
  }

  // MARK: expiry

  func expiringTopLevel() -> [VerificationSummary.Expiry] {
    let set = updater.trusted
    return [
      expiry(.root, set.root.content.expires), expiry(.targets, expires(.targets)),
      expiry(.snapshot, set.snapshot?.content.expires),
      expiry(.timestamp, set.timestamp?.content.expires),
    ].compactMap { $0 }
  }

  func expiring(_ role: RoleName) -> [VerificationSummary.Expiry] {
    [expiry(role, expires(role))].compactMap { $0 }
  }

  private func expires(_ role: RoleName) -> Instant? {
    updater.trusted.targets[role]?.content.expires
  }

  /// Near is a third of the usual time, and no more than 30 days.
  private func expiry(_ role: RoleName, _ expires: Instant?) -> VerificationSummary.Expiry? {
    let near = min(30 * 86_400, Policies.builtIn.days(of: role) * 86_400 / 3)
    guard let expires, expires <= time.adding(seconds: near) else { return nil }
    return VerificationSummary.Expiry(role: role, time: expires)
  }
}
