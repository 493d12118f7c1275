import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Somebody who holds all keys of a repository, and signs what a publisher never would.
struct RepositoryForger {
  fileprivate let files: Directory
  fileprivate let keys: Directory

  init(_ repository: StigmerupRepository) throws {
    files = try Directory(repository.path)
    keys = try Directory(repository.person.scratch.path.appending("keys"))
  }

  // MARK: files

  func bytes(_ name: String) throws -> [UInt8] { try files.readFile(name, limit: 1 << 20) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try files.removeFile(name)
    try files.writeFile(name, bytes)
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The served file of a role: of its newest version, or of the one before.
  func file(of role: RoleName, back: Int = 0) throws -> String {
    if role == .timestamp { return "metadata/timestamp.json" }
    let newest = try files.openDirectory("metadata").names().compactMap { name -> Int? in
      name.hasSuffix(".\(role).json") ? Int(name.dropLast(".\(role).json".count)) : nil
    }.max()
    return "metadata/\(try #require(newest) - back).\(role).json"
  }

  /// A target or object that `names` does not hold yet: what a release brought.
  func names(in folder: String) throws -> Set<String> {
    Set(try files.openDirectory(folder).names().map { "\(folder)/\($0)" })
  }

  // MARK: signing

  func key(of role: RoleName) throws -> SecretKey {
    try SecretKey(pem: keys.readFile("\(role).pem", limit: 64 << 10))
  }

  /// Changes the role's document, one version up, and signs it by `signers`: by the role's own key
  /// if none are named.
  ///
  /// - Returns: What was written, and where.
  @discardableResult
  func forge<Content: RoleDocument>(
    _ type: Content.Type, _ role: RoleName = Content.type, signedBy signers: [SecretKey]? = nil,
    _ change: (inout Content) throws -> Void
  ) throws -> (file: String, version: Int, bytes: [UInt8]) {
    let current = try file(of: role)
    var content = try Signed<Content>(parsing: bytes(current), role: role, path: current).content
    content.version += 1
    let path =
      role == .timestamp ? current : "metadata/\(role.fileName(version: content.version))"
    try change(&content)
    let signed = try Signed(content, by: signers ?? [key(of: role)])
    try write(path, signed.bytes)
    return (path, content.version, signed.bytes)
  }

  /// A new timestamp that lists `snapshot`.
  func list(snapshot: MetaFile, signedBy signers: [SecretKey]? = nil) throws {
    try forge(Timestamp.self, signedBy: signers) { $0.snapshot = snapshot }
  }

  /// A new snapshot that lists `file` for `role`, and a timestamp for it.
  func list(_ role: RoleName, _ file: MetaFile) throws {
    let snapshot = try forge(Snapshot.self) { $0.meta[role] = file }
    try list(snapshot: MetaFile(version: snapshot.version, bytes: snapshot.bytes))
  }

  /// Changes the list of signatures of a file.
  func changeSignatures(_ file: String, _ change: (inout [JSON]) throws -> Void) throws {
    guard case .object(var members) = try JSON(parsing: bytes(file)),
      case .array(var list) = members["signatures"]
    else { return }
    try change(&list)
    members["signatures"] = .array(list)
    try write(file, JSON.object(members).compact)
  }
}

// MARK: key ceremonies, and what came of them

extension RepositoryForger {
  /// New keys of one kind for every role but the installer's, by a new root and new delegations; the publisher has
  /// them from now on.
  func replaceKeys(_ kind: SecretKey.Kind) throws {
    let oldRoot = try key(of: .root)
    var topLevel: [RoleName: SecretKey] = [:]
    for role in RoleName.topLevel { topLevel[role] = try SecretKey.generate(kind) }
    let new = topLevel
    try forge(Root.self, signedBy: [oldRoot] + new.filter { $0.key == .root }.map(\.value)) {
      root in
      root.keys = Dictionary(
        uniqueKeysWithValues: new.values.map { ($0.publicKey.id, $0.publicKey) })
      for (role, key) in new { root.roles[role]?.keyIDs = [key.publicKey.id] }
    }
    for (role, key) in new { try replaceKey(of: role, by: key) }
    try replaceKeysOfChannels(kind)
  }

  private func replaceKeysOfChannels(_ kind: SecretKey.Kind) throws {
    var files: [RoleName: MetaFile] = [:]
    let targets = try forge(Targets.self) { document in
      guard case .roles(var roles) = document.delegations?.kind else { return }
      document.delegations?.keys = [:]
      for index in roles.indices {
        let key = try SecretKey.generate(kind)
        try replaceKey(of: roles[index].name, by: key)
        document.delegations?.keys[key.publicKey.id] = key.publicKey
        roles[index].keys.keyIDs = [key.publicKey.id]
        let signed = try forge(Targets.self, roles[index].name) { _ in }
        files[roles[index].name] = MetaFile(version: signed.version, bytes: signed.bytes)
      }
      document.delegations?.kind = .roles(roles)
    }
    files[.targets] = MetaFile(version: targets.version, bytes: targets.bytes)
    let snapshot = try forge(Snapshot.self) { $0.meta = MetaList(files) }
    try list(snapshot: MetaFile(version: snapshot.version, bytes: snapshot.bytes))
  }

  private func replaceKey(of role: RoleName, by key: SecretKey) throws {
    let name = "\(role).pem"
    try keys.removeFile(name)
    try keys.writeFile(name, key.pem(), mode: 0o600)
    let publicName = "\(role).pub.pem"
    try keys.removeFile(publicName)
    try keys.writeFile(publicName, Array((key.publicKey.pem ?? "").utf8))
  }

  /// The version of each role in a folder of metadata.
  ///
  /// - Parameter published: Whether files carry versions; else they are a client's, one a role.
  func accepted(_ folder: FilePath, published: Bool = false) throws -> [String: Int] {
    var versions: [String: Int] = [:]
    let directory = try Directory(folder)
    for name in try directory.names() where name.hasSuffix(".json") {
      let parts = name.split(separator: ".")
      let role = published && parts.count == 3 ? String(parts[1]) : String(parts[0])
      let version = try Field(parsing: directory.readFile(name, limit: 1 << 20), document: name)
        .required("signed").required("version").integer(in: 1...Int.max)
      versions[role] = max(versions[role] ?? 0, version)
    }
    return versions
  }
}
