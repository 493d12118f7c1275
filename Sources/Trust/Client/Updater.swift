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
    let start = trusted.root
    trusted = TrustedSet(root: start, at: trusted.referenceTime, grace: trusted.grace)
    try refreshRoot()
    let isRecovering = [RoleName.timestamp, .snapshot].contains {
      start.content.hasKeyTakenAway(from: $0, in: trusted.root.content)
    }
    try refreshTimestamp(isRecovering: isRecovering)
    try refreshSnapshot(isRecovering: isRecovering)
    try load(.targets, delegator: .root)
    isRefreshed = true
  }

  // MARK: the top-level roles

  private func refreshRoot() throws {
    var path = RoleName.root.fileName()
    for count in 0... {
      let next = RoleName.root.fileName(version: trusted.root.content.version + 1)
      guard let bytes = try fetchIfServed(.root, next, limit: limits.root) else { break }
      guard count < limits.rootRotations else {
        throw TrustError(
          role: .root, path: next, .rotationsExceeded(limit: limits.rootRotations))
      }
      try trusted.update(root: bytes, path: next)
      try store.store(.root, bytes)
      path = next
    }
    try trusted.checkRootIsFresh(path: path)
  }

  private func refreshTimestamp(isRecovering: Bool) throws {
    let path = RoleName.timestamp.fileName()
    if !isRecovering, let stored = try store.load(.timestamp) {
      tolerate { () throws(TrustError) in try trusted.adopt(storedTimestamp: stored, path: path) }
    }
    let reply = try source.fetch(path, limit: limits.timestamp, held: trusted.timestamp?.bytes)
    switch reply {
    case .notFound: throw TrustError(role: .timestamp, path: path, .notServed)
    case .notModified:
      guard trusted.timestamp != nil else {
        throw TrustError(role: .timestamp, path: path, .notServed)
      }
      try trusted.checkTimestampIsFresh(path: path)
    case .bytes(let bytes):
      try checkLength(bytes, .timestamp, path, limit: limits.timestamp)
      if try trusted.update(timestamp: bytes, path: path) { try store.store(.timestamp, bytes) }
    }
  }

  private func refreshSnapshot(isRecovering: Bool) throws {
    guard let listed = trusted.timestamp?.content.snapshot else { return }
    let path = fileName(.snapshot, version: listed.version)
    if !isRecovering, let stored = try store.load(.snapshot) {
      tolerate { () throws(TrustError) in try trusted.adopt(storedSnapshot: stored, path: path) }
    }
    if trusted.isSnapshotCurrent { return }
    let bytes = try fetch(.snapshot, path, limit: min(limits.snapshot, listed.length ?? .max))
    try trusted.update(snapshot: bytes, path: path)
    try store.store(.snapshot, bytes)
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
    let bytes = try fetch(role, path, limit: min(limits.targets, listed.length ?? .max))
    try trusted.update(targets: bytes, role: role, delegator: delegator, path: path)
    try store.store(role, bytes)
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
