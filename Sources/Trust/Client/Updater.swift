package import Model

/// TUF's client workflow (specification 1.0, section 5) over a source and a store. It reads no clock.
///
/// Every file is stored as soon as it is verified, byte for byte as received; a file that fails leaves the older one in
/// its place. Not safe for two threads, nor for two updaters on one store at a time.
package final class Updater {
  /// What is trusted so far: after ``refresh()`` the four top-level roles, later the delegated roles asked for.
  package private(set) var trusted: TrustedSet

  private let source: any MetadataSource
  private let store: any MetadataStore
  private let limits: UpdaterLimits
  private var isRefreshed = false

  /// Reads and checks the stored root; asks the source for nothing.
  ///
  /// - Parameters:
  ///   - referenceTime: The one time that all expiries are held against.
  ///   - grace: How many seconds past its expiry a timestamp or snapshot may be: 0 but for a bundle brought by hand.
  /// - Throws: ``TrustError`` `.noTrustedRoot` or `.initialRoot`; what the store throws.
  package init(
    source: any MetadataSource, store: any MetadataStore, at referenceTime: Instant,
    grace: Int = 0, limits: UpdaterLimits = UpdaterLimits()
  ) throws {
    self.source = source
    self.store = store
    self.limits = limits
    let path = RoleName.root.fileName()
    guard let root = try store.load(.root) else {
      throw TrustError(role: .root, path: path, .noTrustedRoot)
    }
    trusted = try TrustedSet(initialRoot: root, path: path, at: referenceTime, grace: grace)
  }

  /// Brings the top-level roles up to date: root, timestamp, snapshot, targets, in this order.
  ///
  /// - Throws: ``TrustError``; what the source and the store throw. What was verified before stays stored.
  package func refresh() throws {
    isRefreshed = false
    trusted = TrustedSet(root: trusted.root, at: trusted.referenceTime, grace: trusted.grace)
    try refreshRoot()
    try refreshTimestamp()
    try refreshSnapshot()
    try load(.targets, delegator: .root)
    isRefreshed = true
  }

  // MARK: the top-level roles

  private func refreshRoot() throws {
    var path = RoleName.root.fileName()
    for count in 0... {
      let next = RoleName.root.fileName(version: trusted.root.content.version + 1)
      if count >= limits.rootRotations { try checkChainEnds(before: next) }
      let before = trusted.root.content
      let taken = try untilItHolds(next) { () throws -> [UInt8]? in
        guard let bytes = try fetchIfServed(.root, next, limit: limits.root) else { return nil }
        try trusted.update(root: bytes, path: next)
        return bytes
      }
      guard let taken else { break }
      try store.store(.root, taken)
      try forgetWhatNoLongerBinds(since: before)
      path = next
    }
    try trusted.checkRootIsFresh(path: path)
  }

  private func checkChainEnds(before next: String) throws {
    guard try fetchIfServed(.root, next, limit: limits.root) == nil else {
      throw TrustError(role: .root, path: next, .rotationsExceeded(limit: limits.rootRotations))
    }
  }

  /// At once and for good, not only for this refresh: one that is cut short here must not leave the next one with versions
  /// that only a lost key could reach.
  private func forgetWhatNoLongerBinds(since before: Root) throws {
    let roles: [RoleName] = [.timestamp, .snapshot]
    guard roles.contains(where: { before.hasKeyTakenAway(from: $0, in: trusted.root.content) })
    else { return }
    for role in roles { try store.forget(role) }
  }

  private func refreshTimestamp() throws {
    let path = RoleName.timestamp.fileName()
    if let stored = try store.load(.timestamp) {
      tolerate { () throws(TrustError) in try trusted.adopt(storedTimestamp: stored, path: path) }
    }
    if let new = try untilItHolds(path, { try fetchTimestamp(path) }) {
      try store.store(.timestamp, new)
    }
  }

  /// - Returns: `nil` when the one that is trusted stays.
  private func fetchTimestamp(_ path: String) throws -> [UInt8]? {
    let reply = try source.fetch(path, limit: limits.timestamp, held: trusted.timestamp?.bytes)
    switch reply {
    case .notFound: throw TrustError(role: .timestamp, path: path, .notServed)
    case .notModified:
      guard trusted.timestamp != nil else {
        throw TrustError(role: .timestamp, path: path, .notServed)
      }
      try trusted.checkTimestampIsFresh(path: path)
      return nil
    case .bytes(let bytes):
      try checkLength(bytes, .timestamp, path, limit: limits.timestamp)
      return try trusted.update(timestamp: bytes, path: path) ? bytes : nil
    }
  }

  private func refreshSnapshot() throws {
    guard let listed = trusted.timestamp?.content.snapshot else { return }
    let path = fileName(.snapshot, version: listed.version)
    if let stored = try store.load(.snapshot) {
      tolerate { () throws(TrustError) in try trusted.adopt(storedSnapshot: stored, path: path) }
    }
    if trusted.isSnapshotCurrent { return }
    let new = try untilItHolds(path) {
      let bytes = try fetch(.snapshot, path, limit: min(limits.snapshot, listed.length ?? .max))
      try trusted.update(snapshot: bytes, path: path)
      return bytes
    }
    try store.store(.snapshot, new)
  }

  // MARK: roles that sign targets

  private func load(_ role: RoleName, delegator: RoleName) throws {
    let listed = try trusted.listed(role, path: role.fileName())
    let path = fileName(role, version: listed.version)
    if try trusted.holds(role, delegator: delegator, path: path) { return }
    if let stored = try store.load(role) {
      tolerate { () throws(TrustError) in
        try trusted.update(targets: stored, role: role, delegator: delegator, path: path)
      }
      if trusted.targets[role] != nil { return }
    }
    let new = try untilItHolds(path) {
      let bytes = try fetch(role, path, limit: min(limits.targets, listed.length ?? .max))
      try trusted.update(targets: bytes, role: role, delegator: delegator, path: path)
      return bytes
    }
    try store.store(role, new)
  }

  /// The target by the first role that lists it: depth first, in the order of the delegations, each role asked once,
  /// and none but those whose scope covers `path` (specification, section 5.6.7). Refreshes first if that was not done.
  ///
  /// - Returns: `nil` when no role that may list it does.
  /// - Throws: ``TrustError``; what the source and the store throw.
  package func targetInfo(for path: TargetPath) throws -> TargetInfo? {
    if !isRefreshed { try refresh() }
    var pending: [(role: RoleName, delegator: RoleName)] = [(.targets, .root)]
    var asked: Set<RoleName> = []
    while let (role, delegator) = pending.popLast() {
      guard !asked.contains(role) else { continue }
      guard asked.count <= limits.delegations else {
        throw TrustError(
          role: role, path: path.description, .searchExceeded(limit: limits.delegations))
      }
      try load(role, delegator: delegator)
      asked.insert(role)
      guard let document = trusted.targets[role]?.content else { continue }
      if let file = document.targets[path] { return info(of: file, at: path, by: role) }

      var next: [(role: RoleName, delegator: RoleName)] = []
      for (child, isTerminating) in document.delegations?.roles(for: path) ?? [] {
        next.append((child, role))
        if isTerminating {
          pending = []
          break
        }
      }
      pending += next.reversed()
    }
    return nil
  }

  private func info(of file: TargetFile, at path: TargetPath, by role: RoleName) -> TargetInfo {
    let prefix = trusted.root.content.consistentSnapshot ? file.hashes.servedName : nil
    return TargetInfo(
      path: path, file: file, role: role,
      servedPath: prefix.map { path.prefixed(with: $0) } ?? path.description)
  }

  // MARK: fetching

  /// Fetches `path` and takes it in: from the next place, where what came from one does not hold, as long as there is
  /// another. Who serves garbage, or old files, must not keep the good ones of a mirror from us.
  ///
  /// - Throws: Why the first answer was refused.
  private func untilItHolds<Taken>(_ path: String, _ attempt: () throws -> Taken) throws -> Taken {
    do {
      return try attempt()
    } catch let refusal as TrustError {
      while source.report(bad: path) {
        do { return try attempt() } catch is TrustError { continue } catch { throw refusal }
      }
      throw refusal
    }
  }

  private func fileName(_ role: RoleName, version: Int) -> String {
    role.fileName(version: trusted.root.content.consistentSnapshot ? version : nil)
  }

  private func fetch(_ role: RoleName, _ path: String, limit: Int) throws -> [UInt8] {
    guard let bytes = try fetchIfServed(role, path, limit: limit) else {
      throw TrustError(role: role, path: path, .notServed)
    }
    return bytes
  }

  private func fetchIfServed(_ role: RoleName, _ path: String, limit: Int) throws -> [UInt8]? {
    guard case .bytes(let bytes) = try source.fetch(path, limit: limit, held: nil) else {
      return nil
    }
    try checkLength(bytes, role, path, limit: limit)
    return bytes
  }

  private func checkLength(_ bytes: [UInt8], _ role: RoleName, _ path: String, limit: Int)
    throws(TrustError)
  {
    guard bytes.count <= limit else {
      throw TrustError(role: role, path: path, .tooLong(limit: limit))
    }
  }

  /// A stored file that no longer holds is as good as none: the repository is asked for another.
  private func tolerate(_ load: () throws(TrustError) -> Void) {
    do throws(TrustError) { try load() } catch { return }
  }
}
