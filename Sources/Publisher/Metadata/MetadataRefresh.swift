package import Model
package import Trust

/// Renews the snapshot and the timestamp, and every other role that is near its expiry and whose keys are here.
package struct MetadataRefresh {
  private let repository: RepositoryFolder
  private let keys: KeyFolder
  private let policies: Policies
  private let time: Instant

  package init(
    _ repository: RepositoryFolder, keys: KeyFolder, policies: Policies, time: Instant
  ) {
    self.repository = repository
    self.keys = keys
    self.policies = policies
    self.time = time
  }

  /// When one role expires, and what is done about it.
  package struct Role: Sendable, Equatable {
    package let name: RoleName
    package let expires: Instant
    package let action: Action
  }

  package enum Action: Sendable, Equatable {
    /// Signed anew; it expires then.
    case renewed(until: Instant)
    /// There is time left.
    case kept
    /// Near its expiry, and its keys are elsewhere.
    case keysMissing
  }

  /// What ``carryOut(_:_:)`` would do: `root`, `targets`, the channels' roles, snapshot, timestamp.
  package func plan() throws -> [Role] {
    let current = try repository.metadata()
    var roles = [
      try role(.root, current.root.content, current),
      try role(.targets, current.targets.content, current),
    ]
    for channel in ChannelName.allCases {
      if let document = try current.role(of: channel)?.content {
        roles.append(try role(RoleName(channel), document, current))
      }
    }
    let until = time.adding(days: Policies.onlineDays)
    for (name, expires) in [
      (RoleName.snapshot, current.snapshot.content.expires),
      (.timestamp, current.timestamp.content.expires),
    ] {
      roles.append(Role(name: name, expires: expires, action: .renewed(until: until)))
    }
    return roles
  }

  /// A third of its time left is near.
  private func role(
    _ name: RoleName, _ document: some RoleDocument, _ current: CurrentMetadata
  ) throws -> Role {
    let days = policies.days(of: name)
    let action: Action =
      if document.expires > time.adding(seconds: days * 86_400 / 3) {
        .kept
      } else if try keys.canSign(for: current.authority(for: name)) {
        .renewed(until: time.adding(days: days))
      } else {
        .keysMissing
      }
    return Role(name: name, expires: document.expires, action: action)
  }

  package func carryOut(_ roles: [Role], _ writer: RepositoryWriter) throws {
    let renewed = roles.filter { role in
      guard case .renewed = role.action else { return false }
      return role.name != .snapshot && role.name != .timestamp
    }
    try MetadataCommit(writer: writer, keys: keys, policies: policies, time: time)
      .renew(renewed.map(\.name))
  }
}
