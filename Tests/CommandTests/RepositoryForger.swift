import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Somebody who holds all keys of a repository, and signs what a publisher never would.
struct RepositoryForger {
  private let files: Directory
  private let keys: Directory

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
