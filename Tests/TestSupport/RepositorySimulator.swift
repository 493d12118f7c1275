package import Model
package import Trust

/// A TUF repository in memory, signed by real keys. It starts sound; one line makes it go wrong in one way.
///
/// Change a document, then publish it: the version goes up by one, the role's keys sign, and what they signed is served.
package final class RepositorySimulator: MetadataSource {
  package var root: Root
  package var timestamp: Timestamp
  package var snapshot: Snapshot
  /// `targets` and the delegated roles.
  package var targets: [RoleName: Targets]
  /// Who signs for each role: more, fewer or others than the root and the delegations say.
  package var signers: [RoleName: [SecretKey]] = [:]
  /// The bytes served by path. Whatever is put here is what a client gets.
  package var served: [String: [UInt8]] = [:]
  /// Whether timestamp and snapshot list lengths and digests.
  package var listsDigests = true
  /// Whether an unchanged file is answered by "not modified".
  package var isConditional = false
  /// All paths asked for so far.
  package private(set) var requests: [String] = []

  /// 2026-01-01T00:00:00Z.
  package static let now = Instant(seconds: 1_767_225_600)
  package static let later = now.adding(days: 30)

  package init(keyCount: Int = 1, threshold: Int = 1, consistentSnapshot: Bool = true) throws {
    var roles: [RoleName: RoleKeys] = [:]
    var keys: [PublicKey] = []
    for role in RoleName.topLevel {
      let secrets = try Self.keys(keyCount)
      signers[role] = secrets
      keys += secrets.map(\.publicKey)
      roles[role] = RoleKeys(keyIDs: secrets.map(\.publicKey.id), threshold: threshold)
    }
    root = Root(
      version: 0, expires: Self.later, consistentSnapshot: consistentSnapshot, keys: keys,
      roles: roles)
    targets = [.targets: Targets(version: 0, expires: Self.later)]
    snapshot = Snapshot(version: 0, expires: Self.later, meta: [:])
    timestamp = Timestamp(version: 0, expires: Self.later, snapshot: MetaFile(version: 1))
    try publishRoot()
    try publishAll()
  }

  package static func keys(_ count: Int) throws -> [SecretKey] {
    var keys: [SecretKey] = []
    for _ in 0..<count { keys.append(try SecretKey.generate()) }
    return keys
  }

  // MARK: publishing

  /// Everything but the root.
  package func publishAll() throws {
    for role in targets.keys.sorted() { try publish(role) }
    try publishSnapshot()
    try publishTimestamp()
  }

  package func publishRoot() throws {
    root.version += 1
    served[RoleName.root.fileName(version: root.version)] = try sign(root, .root)
  }

  package func publishTimestamp() throws {
    timestamp.version += 1
    served[RoleName.timestamp.fileName()] = try sign(timestamp, .timestamp)
  }

  /// The timestamp lists it; publish that afterwards.
  package func publishSnapshot() throws {
    snapshot.version += 1
    let bytes = try sign(snapshot, .snapshot)
    serve(bytes, .snapshot, version: snapshot.version)
    timestamp.snapshot = listing(version: snapshot.version, bytes)
  }

  /// `targets` or a delegated role. The snapshot lists it; publish that afterwards.
  package func publish(_ role: RoleName) throws {
    guard var document = targets[role] else { return }
    document.version += 1
    targets[role] = document
    let bytes = try sign(document, role)
    serve(bytes, role, version: document.version)
    snapshot.meta[role] = listing(version: document.version, bytes)
  }

  package func sign<Content: RoleDocument>(_ content: Content, _ role: RoleName) throws -> [UInt8] {
    try Signed(content, by: signers[role] ?? []).bytes
  }

  private func serve(_ bytes: [UInt8], _ role: RoleName, version: Int) {
    served[role.fileName(version: root.consistentSnapshot ? version : nil)] = bytes
  }

  private func listing(version: Int, _ bytes: [UInt8]) -> MetaFile {
    listsDigests ? MetaFile(version: version, bytes: bytes) : MetaFile(version: version)
  }

  // MARK: changing

  /// New keys for a top-level role in place of all it had; the role signs with them from now on.
  package func rotateKeys(of role: RoleName, count: Int = 1) throws {
    let secrets = try Self.keys(count)
    for id in root.roles[role]?.keyIDs ?? [] { root.keys[id] = nil }
    for secret in secrets { root.keys[secret.publicKey.id] = secret.publicKey }
    root.roles[role]?.keyIDs = secrets.map(\.publicKey.id)
    signers[role] = secrets
  }

  /// Lets `delegator` trust a new role, with a key of its own; publishes nothing.
  package func delegate(
    to role: RoleName, by delegator: RoleName = .targets, scope: DelegatedRole.Scope,
    isTerminating: Bool = false, keyCount: Int = 1, threshold: Int = 1
  ) throws {
    let secrets = try signers[role] ?? Self.keys(keyCount)
    signers[role] = secrets
    var delegations = targets[delegator]?.delegations ?? Delegations(keys: [], roles: [])
    for secret in secrets { delegations.keys[secret.publicKey.id] = secret.publicKey }
    guard case .roles(var roles) = delegations.kind else { return }
    let keys = RoleKeys(keyIDs: secrets.map(\.publicKey.id), threshold: threshold)
    roles.append(
      DelegatedRole(name: role, keys: keys, scope: scope, isTerminating: isTerminating))
    delegations.kind = .roles(roles)
    targets[delegator]?.delegations = delegations
    if targets[role] == nil { targets[role] = Targets(version: 0, expires: Self.later) }
  }

  package func delegate(
    to role: RoleName, by delegator: RoleName = .targets, paths: [String],
    isTerminating: Bool = false
  ) throws {
    try delegate(
      to: role, by: delegator, scope: .paths(paths.map { PathPattern($0) }),
      isTerminating: isTerminating)
  }

  /// Lets `role` list `content` at `path`; publishes nothing.
  package func addTarget(_ path: TargetPath, _ content: String, by role: RoleName = .targets) {
    targets[role]?.targets[path] = TargetFile(bytes: Array(content.utf8))
  }

  // MARK: serving

  package func fetch(_ path: String, limit: Int, held: [UInt8]?) -> MetadataReply {
    requests.append(path)
    guard let bytes = served[path] else { return .notFound }
    return isConditional && held == bytes ? .notModified : .bytes(bytes)
  }

  package func forgetRequests() { requests = [] }
}
