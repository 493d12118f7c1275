package import Model

/// The metadata that is trusted at one point in time, and the rules by which more is taken in
/// (TUF specification 1.0, sections 5.3 to 5.6). Pure: bytes in, a decision out.
///
/// What fails a check leaves the set as it was.
package struct TrustedSet: Sendable {
  /// The time that every expiry is held against.
  package let referenceTime: Instant
  /// How many seconds past its expiry a timestamp or snapshot may be.
  package let grace: Int

  package private(set) var root: Signed<Root>
  package private(set) var timestamp: Signed<Timestamp>?
  package private(set) var snapshot: Signed<Snapshot>?
  /// `targets` and the delegated roles.
  package private(set) var targets: [RoleName: Signed<Targets>] = [:]
  private var verifiedDelegations: Set<Delegation> = []

  private struct Delegation: Hashable {
    let role: RoleName
    let delegator: RoleName
  }

  /// - Parameters:
  ///   - initialRoot: A root file trusted already. It must be well-formed and carry its own signatures; it may
  ///     have expired.
  ///   - grace: See ``grace``; 0 but for what was brought by hand.
  /// - Throws: ``TrustError`` `.initialRoot`.
  package init(
    initialRoot bytes: [UInt8], path: String = "root.json", at referenceTime: Instant,
    grace: Int = 0
  ) throws(TrustError) {
    self.referenceTime = referenceTime
    self.grace = grace
    do throws(TrustError) {
      root = try Signed(parsing: bytes, path: path)
      try root.check(by: try root.content.authority(toSign: .root, path), path: path)
    } catch {
      throw TrustError(role: .root, path: path, .initialRoot(reason: error.message))
    }
  }

  /// The set that a new refresh starts from: the root alone.
  package init(root: Signed<Root>, at referenceTime: Instant, grace: Int = 0) {
    self.root = root
    self.referenceTime = referenceTime
    self.grace = grace
  }

  // MARK: root (5.3)

  /// Takes the next root: signed by the threshold of the present root and of its own, one version up.
  /// Whether it expired is checked at the end of the chain.
  package mutating func update(root bytes: [UInt8], path: String) throws(TrustError) {
    precondition(timestamp == nil, "roots come before the timestamp")
    let new = try Signed<Root>(parsing: bytes, path: path)
    try new.check(by: try root.content.authority(toSign: .root, path), path: path)
    try new.check(by: try new.content.authority(toSign: .root, path), path: path)
    let expected = root.content.version + 1
    guard new.content.version == expected else {
      throw TrustError(
        role: .root, path: path, .rootVersion(expected: expected, found: new.content.version))
    }
    root = new
  }

  /// At the end of the chain.
  package func checkRootIsFresh(path: String) throws(TrustError) {
    try checkFresh(root.content, .root, path)
  }

  // MARK: timestamp (5.4)

  /// Takes a stored timestamp as the one to hold a newer one against: it may have expired.
  package mutating func adopt(storedTimestamp bytes: [UInt8], path: String) throws(TrustError) {
    let stored = try Signed<Timestamp>(parsing: bytes, path: path)
    try stored.check(by: try root.content.authority(toSign: .timestamp, path), path: path)
    timestamp = stored
  }

  /// - Returns: `false` for the version that is trusted already: its bytes stay.
  package mutating func update(timestamp bytes: [UInt8], path: String) throws(TrustError) -> Bool {
    precondition(snapshot == nil, "the timestamp comes before the snapshot")
    let new = try Signed<Timestamp>(parsing: bytes, path: path)
    try new.check(by: try root.content.authority(toSign: .timestamp, path), path: path)
    if let trusted = timestamp?.content {
      guard new.content.version >= trusted.version else {
        throw TrustError(
          role: .timestamp, path: path,
          .rollback(trusted: trusted.version, offered: new.content.version))
      }
      if new.content.version == trusted.version {
        try checkTimestampIsFresh(path: path)
        return false
      }
      let (before, after) = (trusted.snapshot.version, new.content.snapshot.version)
      guard after >= before else {
        throw TrustError(
          role: .timestamp, path: path, .snapshotRollback(trusted: before, offered: after))
      }
    }
    try checkFresh(new.content, .timestamp, path, grace: grace)
    timestamp = new
    return true
  }

  /// For a timestamp that the repository did not change.
  package func checkTimestampIsFresh(path: String) throws(TrustError) {
    guard let timestamp else { return }
    try checkFresh(timestamp.content, .timestamp, path, grace: grace)
  }

  // MARK: snapshot (5.5)

  /// Takes a stored snapshot as the one to hold a newer one against: the timestamp may list another by now.
  package mutating func adopt(storedSnapshot bytes: [UInt8], path: String) throws(TrustError) {
    let stored = try Signed<Snapshot>(parsing: bytes, path: path)
    try stored.check(by: try root.content.authority(toSign: .snapshot, path), path: path)
    snapshot = stored
  }

  /// Whether the snapshot is the very one that the timestamp lists, and fresh: then no other is needed.
  package var isSnapshotCurrent: Bool {
    guard let snapshot, let listed = timestamp?.content.snapshot else { return false }
    let path = RoleName.snapshot.fileName()
    do throws(TrustError) {
      try Self.check(snapshot.bytes, .snapshot, path, against: listed, listedBy: .timestamp)
      try Self.check(
        version: snapshot.content.version, .snapshot, path, against: listed, listedBy: .timestamp)
      try checkFresh(snapshot.content, .snapshot, path, grace: grace)
      return true
    } catch {
      return false
    }
  }

  package mutating func update(snapshot bytes: [UInt8], path: String) throws(TrustError) {
    precondition(targets.isEmpty, "the snapshot comes before the targets")
    guard let listed = timestamp?.content.snapshot else {
      preconditionFailure("the timestamp comes before the snapshot")
    }
    try Self.check(bytes, .snapshot, path, against: listed, listedBy: .timestamp)
    let new = try Signed<Snapshot>(parsing: bytes, path: path)
    try new.check(by: try root.content.authority(toSign: .snapshot, path), path: path)
    try Self.check(
      version: new.content.version, .snapshot, path, against: listed, listedBy: .timestamp)
    try checkNothingWentBack(in: new.content, path)
    try checkFresh(new.content, .snapshot, path, grace: grace)
    snapshot = new
  }

  private func checkNothingWentBack(in new: Snapshot, _ path: String) throws(TrustError) {
    for (role, before) in (snapshot?.content.meta.files ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let after = new.meta[role] else {
        throw TrustError(
          role: .snapshot, path: path, .listedVanished(role, trusted: before.version))
      }
      guard after.version >= before.version else {
        throw TrustError(
          role: .snapshot, path: path,
          .listedRollback(role, trusted: before.version, offered: after.version))
      }
    }
  }

  // MARK: targets (5.6)

  /// What the snapshot lists for a role that signs targets.
  package func listed(_ role: RoleName, path: String) throws(TrustError) -> MetaFile {
    guard let file = snapshot?.content.meta[role] else {
      throw TrustError(role: role, path: path, .notListed)
    }
    return file
  }

  /// Takes `targets` (by `root`'s word) or a delegated role (by its delegator's).
  package mutating func update(
    targets bytes: [UInt8], role: RoleName, delegator: RoleName, path: String
  ) throws(TrustError) {
    let listed = try listed(role, path: path)
    try Self.check(bytes, role, path, against: listed, listedBy: .snapshot)
    let new = try Signed<Targets>(parsing: bytes, role: role, path: path)
    try new.check(by: try authority(for: role, delegator: delegator, path: path), path: path)
    try Self.check(
      version: new.content.version, role, path, against: listed, listedBy: .snapshot)
    try checkFresh(new.content, role, path)
    targets[role] = new
    verifiedDelegations = verifiedDelegations.filter { $0.role != role }
    verifiedDelegations.insert(Delegation(role: role, delegator: delegator))
  }

  /// Whether `role` was taken already. One that another role delegated to must satisfy this delegator too.
  package mutating func holds(_ role: RoleName, delegator: RoleName, path: String)
    throws(TrustError) -> Bool
  {
    guard let held = targets[role] else { return false }
    let delegation = Delegation(role: role, delegator: delegator)
    if verifiedDelegations.contains(delegation) { return true }
    try held.check(by: try authority(for: role, delegator: delegator, path: path), path: path)
    verifiedDelegations.insert(delegation)
    return true
  }

  private func authority(for role: RoleName, delegator: RoleName, path: String)
    throws(TrustError) -> RoleAuthority
  {
    if delegator == .root { return try root.content.authority(toSign: role, path) }
    guard
      let authority = targets[delegator]?.content.delegations?
        .authority(for: role, delegator: delegator)
    else { throw TrustError(role: role, path: path, .notDelegated(by: delegator)) }
    return authority
  }
}

extension TrustedSet {
  private func checkFresh(
    _ document: some RoleDocument, _ role: RoleName, _ path: String, grace: Int = 0
  ) throws(TrustError) {
    guard !document.isExpired(at: referenceTime.adding(seconds: -grace)) else {
      throw TrustError(
        role: role, path: path, .expired(at: document.expires, now: referenceTime))
    }
  }

  private static func check(
    _ bytes: [UInt8], _ role: RoleName, _ path: String, against listed: MetaFile,
    listedBy lister: RoleName
  ) throws(TrustError) {
    if let length = listed.length, length != bytes.count {
      throw TrustError(
        role: role, path: path,
        .length(listedBy: lister, expected: length, found: bytes.count))
    }
    switch listed.hashes?.verdict(on: bytes) {
    case nil, .match?: return
    case .mismatch?: throw TrustError(role: role, path: path, .digest(listedBy: lister))
    case .noKnownAlgorithm?:
      throw TrustError(role: role, path: path, .noKnownDigest(listedBy: lister))
    }
  }

  private static func check(
    version: Int, _ role: RoleName, _ path: String, against listed: MetaFile,
    listedBy lister: RoleName
  ) throws(TrustError) {
    guard version == listed.version else {
      throw TrustError(
        role: role, path: path,
        .version(listedBy: lister, expected: listed.version, found: version))
    }
  }
}

extension Root {
  fileprivate func authority(toSign role: RoleName, _ path: String) throws(TrustError)
    -> RoleAuthority
  {
    guard let authority = authority(for: role) else {
      throw TrustError(role: role, path: path, .notDelegated(by: .root))
    }
    return authority
  }
}
