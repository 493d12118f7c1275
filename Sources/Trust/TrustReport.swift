package import Model

/// What is trusted on this machine, role by role: for people who look, so nothing is fetched,
/// and a role in disorder is reported instead of thrown.
package struct TrustReport: Sendable {
  /// Root, timestamp, snapshot, targets, then the roles that `targets` delegates to, in their order.
  package let roles: [Role]

  package struct Role: Sendable {
    package let name: RoleName
    /// The role that names its keys.
    package let delegator: RoleName
    package let threshold: Int
    package let keys: [PublicKey]
    /// The patterns it is trusted for; empty for the top-level roles and for hash prefixes.
    package let paths: [PathPattern]
    package let state: State
  }

  package enum State: Sendable, Equatable {
    /// Nothing of this role was ever needed here.
    case absent
    /// - Parameter signers: Whose signatures are valid.
    case verified(version: Int, expires: Instant, isExpired: Bool, signers: [KeyID])
    case refused(TrustError)
  }

  /// - Throws: ``TrustError`` for the root alone; what the store throws.
  package init(of store: any MetadataStore, at time: Instant) throws {
    let set = try Updater(source: OfflineSource(), store: store, at: time).trusted
    let root = set.root.content
    var roles: [Role] = []
    func add<Content: RoleDocument>(
      _ authority: RoleAuthority?, _ type: Content.Type, paths: [PathPattern] = []
    ) throws -> Content? {
      guard let authority else { return nil }
      let (document, state) = try Self.read(authority, type, from: store, at: time)
      roles.append(
        Role(
          name: authority.role, delegator: authority.delegator, threshold: authority.threshold,
          keys: authority.keys.values.sorted { $0.id < $1.id }, paths: paths, state: state))
      return document
    }
    _ = try add(root.authority(for: .root), Root.self)
    _ = try add(root.authority(for: .timestamp), Timestamp.self)
    _ = try add(root.authority(for: .snapshot), Snapshot.self)
    let targets = try add(root.authority(for: .targets), Targets.self)
    if let delegations = targets?.delegations, case .roles(let delegated) = delegations.kind {
      for role in delegated {
        _ = try add(
          delegations.authority(for: role.name, delegator: .targets), Targets.self,
          paths: role.scope.patterns)
      }
    }
    self.roles = roles
  }

  private static func read<Content: RoleDocument>(
    _ authority: RoleAuthority, _ type: Content.Type, from store: any MetadataStore,
    at time: Instant
  ) throws -> (Content?, State) {
    let path = authority.role.fileName()
    guard let bytes = try store.load(authority.role) else { return (nil, .absent) }
    do throws(TrustError) {
      let file = try Signed<Content>(parsing: bytes, role: authority.role, path: path)
      try file.check(by: authority, path: path)
      let content = file.content
      let state = State.verified(
        version: content.version, expires: content.expires,
        isExpired: content.isExpired(at: time), signers: file.validSigners(of: authority))
      return (content, state)
    } catch {
      return (nil, .refused(error))
    }
  }
}

extension DelegatedRole.Scope {
  fileprivate var patterns: [PathPattern] {
    if case .paths(let patterns) = self { patterns } else { [] }
  }
}
