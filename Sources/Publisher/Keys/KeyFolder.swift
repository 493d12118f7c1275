package import Host
package import SystemPackage
package import Trust

/// A folder of secret keys: `<role>.pem` (PKCS#8, mode 0600), and `<role>-2.pem` and so on where a role has more;
/// beside them `root.json`, the first root, and `policies/`.
package struct KeyFolder {
  package static let installerRole = "installer"
  static let installerPublicKeyName = "installer.pub.pem"
  static let anchorName = "root.json"
  private static let longestKey = 64 << 10
  /// The most keys of one role.
  private static let mostKeys = 32

  package let directory: Directory
  private let passphrase: () throws -> [UInt8]?

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

  /// Signs `install.sh`.
  package func installerSigner() throws -> SecretKey {
    let keys = try keys(of: Self.installerRole)
    return keys[0].key
  }

  package func hasKey(of role: String) throws -> Bool {
    try directory.status(Self.fileName(role, 1)) != nil
  }

  /// All keys of a role that are here.
  ///
  /// - Throws: ``PublisherError`` when there is none, or one that others can read; ``KeyFileError`` for one that cannot
  ///   be opened.
  package func keys(of role: String) throws -> [(file: String, key: SecretKey)] {
    var keys: [(file: String, key: SecretKey)] = []
    for number in 1...Self.mostKeys {
      let name = Self.fileName(role, number)
      guard let status = try directory.status(name, followingLinks: true) else { break }
      let path = directory.path.appending(name).string
      guard status.mode & 0o077 == 0 else { throw PublisherError.keyOpenToOthers(path) }
      keys.append((path, try key(name, path)))
    }
    guard !keys.isEmpty else {
      throw PublisherError.keyMissing(role: role, folder: directory.path.string)
    }
    return keys
  }

  private func key(_ name: String, _ path: String) throws -> SecretKey {
    let pem = try directory.readFile(name, limit: Self.longestKey)
    do {
      return try SecretKey(pem: pem, passphrase: passphrase)
    } catch let error as SecretKeyError {
      throw KeyFileError(path: path, reason: error)
    }
  }

  /// All signers of a role: each one that `authority` trusts, and as many as its threshold asks for.
  package func signers(for authority: RoleAuthority) throws -> [any Signer] {
    let role = authority.role.description
    var signers: [any Signer] = []
    for (file, key) in try keys(of: role) {
      guard authority.keys[key.publicKey.id] != nil else {
        throw PublisherError.keyNotTrusted(role: role, file: file)
      }
      signers.append(key)
    }
    guard signers.count >= authority.threshold else {
      throw PublisherError.tooFewKeys(
        role: role, there: signers.count, threshold: authority.threshold)
    }
    return signers
  }

  /// Writes a new key; one that is there already is an error.
  static func write(
    _ key: SecretKey, role: String, number: Int = 1, passphrase: [UInt8]?, to directory: Directory
  ) throws {
    try directory.writeFile(
      fileName(role, number), try key.pem(passphrase: passphrase), mode: 0o600)
  }

  private static func fileName(_ role: String, _ number: Int) -> String {
    number == 1 ? "\(role).pem" : "\(role)-\(number).pem"
  }
}
