package import Host
package import SystemPackage
package import Trust

/// A folder of secret keys: `<role>.pem` (PKCS#8, mode 0600), `<role>-2.pem` and so on where a role has more, each with
/// its public half beside it (`<role>.pub.pem`); and `root.json`, the first root, and `policies/`.
///
/// Keys that are kept elsewhere sign beside those in the folder: ``others``.
package struct KeyFolder {
  package static let installerRole = "installer"
  static let installerPublicKeyName = "installer.pub.pem"
  static let anchorName = "root.json"
  /// Where keys go that were replaced.
  package static let retiredName = "retired"
  static let longestKey = 64 << 10

  package let directory: Directory
  /// Keys from elsewhere: a variable, a token. Each signs for whatever role trusts it.
  package var others: [any Signer] = []
  let passphrase: () throws -> [UInt8]?

  /// - Parameter passphrase: Asked for each encrypted key that is used; `nil` when there is none to give.
  /// - Throws: ``PublisherError/noKeys(_:)``; `HostError`.
  package init(_ path: FilePath, passphrase: @escaping () throws -> [UInt8]?) throws {
    self.passphrase = passphrase
    directory = try Self.open(path)
  }

  private static func open(_ path: FilePath) throws -> Directory {
    do throws(HostError) {
      return try Directory(path)
    } catch  where error.isNotFound {
      throw PublisherError.noKeys(path.string)
    }
  }

  /// The first root of the repository that these keys are for; `nil` where it was not put beside the keys.
  package func anchor() throws -> [UInt8]? {
    try directory.readFileIfPresent(Self.anchorName, limit: UpdaterLimits().root)
  }

  package func policies() throws -> Policies { try Policies.load(beside: directory) }

  /// The public half of the installer's key, in PEM.
  package func installerPublicKey() throws -> String? {
    let bytes = try directory.readFileIfPresent(
      Self.installerPublicKeyName, limit: Self.longestKey)
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Signs `install.sh`: a key from elsewhere whose public half is the installer's, or the one that is here.
  package func installerSigner() throws -> any Signer {
    if !others.isEmpty, let pem = try installerPublicKey(), let wanted = PublicKey(pem: pem),
      let other = others.first(where: { $0.publicKey.id == wanted.id })
    {
      return other
    }
    return try keys(of: Self.installerRole)[0].key
  }

  // MARK: files

  /// All files of secret keys, sorted.
  package func files() throws -> [KeyFile] {
    try directory.names().compactMap { KeyFile(name: $0) }.sorted()
  }

  package func files(of role: String) throws -> [KeyFile] {
    try files().filter { $0.role == role }
  }

  package func path(of file: KeyFile) -> String { directory.path.appending(file.name).string }

  /// The public half that lies beside a key; `nil` when there is none.
  package func publicHalf(of file: KeyFile) throws -> PublicKey? {
    let bytes = try directory.readFileIfPresent(file.publicName, limit: Self.longestKey)
    return bytes.flatMap { PublicKey(pem: String(decoding: $0, as: UTF8.self)) }
  }

  /// The secret key in a file.
  ///
  /// - Throws: ``PublisherError`` for one that others can read; ``KeyFileError`` for one that cannot be opened.
  package func key(in file: KeyFile) throws -> SecretKey {
    try checkPrivate(file)
    let pem = try directory.readFile(file.name, limit: Self.longestKey)
    do {
      return try SecretKey(pem: pem, passphrase: passphrase)
    } catch let error as SecretKeyError {
      throw KeyFileError(path: path(of: file), reason: error)
    }
  }

  private func checkPrivate(_ file: KeyFile) throws {
    let status = try directory.status(file.name, followingLinks: true)
    guard (status?.mode ?? 0) & 0o077 == 0 else {
      throw PublisherError.keyOpenToOthers(path(of: file))
    }
  }

  /// All keys of a role that are here.
  ///
  /// - Throws: ``PublisherError`` when there is none; what ``key(in:)`` throws.
  package func keys(of role: String) throws -> [(file: String, key: SecretKey)] {
    let files = try files(of: role)
    guard !files.isEmpty else {
      throw PublisherError.keyMissing(role: role, folder: directory.path.string)
    }
    return try files.map { (path(of: $0), try key(in: $0)) }
  }

  // MARK: signers

  /// Every key that can be had here and that `authority` trusts, each once.
  package func available(for authority: RoleAuthority) throws -> [any Signer] {
    try found(for: authority).signers
  }

  /// As many signers of a role as its threshold asks for, or more.
  ///
  /// - Throws: ``PublisherError`` when there are fewer; ``KeyFileError``.
  package func signers(for authority: RoleAuthority) throws -> [any Signer] {
    let role = authority.role.description
    let found = try found(for: authority)
    if found.signers.count >= authority.threshold { return found.signers }
    if let file = found.strangers.first {
      throw PublisherError.keyNotTrusted(role: role, file: path(of: file))
    }
    guard !found.signers.isEmpty else {
      throw PublisherError.keyMissing(role: role, folder: directory.path.string)
    }
    throw PublisherError.tooFewKeys(
      role: role, there: found.signers.count, threshold: authority.threshold)
  }

  /// Whether ``signers(for:)`` would find as many as are needed, as far as can be told without a passphrase.
  package func canSign(for authority: RoleAuthority) throws -> Bool {
    var ids = Set(others.map(\.publicKey.id).filter { authority.keys[$0] != nil })
    var unknown = 0
    for file in try files(of: authority.role.description) {
      if let key = try publicHalf(of: file) {
        if authority.keys[key.id] != nil { ids.insert(key.id) }
      } else {
        unknown += 1
      }
    }
    return ids.count + unknown >= authority.threshold
  }

  private func found(
    for authority: RoleAuthority
  ) throws -> (signers: [any Signer], strangers: [KeyFile]) {
    var seen: Set<KeyID> = []
    var strangers: [KeyFile] = []
    var signers = others.filter { signer in
      authority.keys[signer.publicKey.id] != nil && seen.insert(signer.publicKey.id).inserted
    }
    for file in try files(of: authority.role.description) {
      // A key that was replaced stays closed: its passphrase may be another.
      if let half = try publicHalf(of: file), authority.keys[half.id] == nil {
        strangers.append(file)
        continue
      }
      let key = try key(in: file)
      if authority.keys[key.publicKey.id] == nil {
        strangers.append(file)
      } else if seen.insert(key.publicKey.id).inserted {
        signers.append(key)
      }
    }
    return (signers, strangers)
  }

  // MARK: writing

  /// Writes a new key and its public half; a file that is there already is an error.
  static func write(
    _ key: SecretKey, as file: KeyFile, passphrase: [UInt8]?, to directory: Directory
  ) throws {
    try directory.writeFile(file.name, try key.pem(passphrase: passphrase), mode: 0o600)
    if let pem = key.publicKey.pem {
      try directory.writeFile(file.publicName, Array(pem.utf8))
    }
  }
}
