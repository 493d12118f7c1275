package import Host
package import SystemPackage
package import Trust

/// A folder of secret keys: `<role>.pem` (PKCS#8, mode 0600), and `<role>-2.pem` and so on where a role has more.
package struct KeyFolder {
  package static let installerRole = "installer"
  private static let longestKey = 64 << 10

  package let directory: Directory
  private let passphrase: () throws -> [UInt8]?

  /// - Parameter passphrase: Asked once for each encrypted key that is used.
  package init(_ path: FilePath, passphrase: @escaping () throws -> [UInt8]?) throws {
    directory = try Directory(path)
    self.passphrase = passphrase
  }

  /// All keys of a role that are here.
  ///
  /// - Throws: ``PublisherError`` when there is none, or one that others can read; ``SecretKeyError``.
  package func keys(of role: String) throws -> [(file: String, key: SecretKey)] {
    var keys: [(file: String, key: SecretKey)] = []
    for number in 1...32 {
      let name = Self.fileName(role, number)
      guard let status = try directory.status(name) else { break }
      let path = directory.path.appending(name).string
      guard status.mode & 0o077 == 0 else { throw PublisherError.keyOpenToOthers(path) }
      let pem = try directory.readFile(name, limit: Self.longestKey)
      do {
        keys.append((path, try SecretKey(pem: pem, passphrase: passphrase)))
      } catch SecretKeyError.needsPassphrase {
        throw PublisherError.needsPassphrase(path)
      }
    }
    guard !keys.isEmpty else {
      throw PublisherError.keyMissing(role: role, folder: directory.path.string)
    }
    return keys
  }

  /// As many signers as the role's threshold asks for, each one that `authority` trusts.
  package func signers(for authority: RoleAuthority) throws -> [any Signer] {
    let role = authority.role.description
    var signers: [any Signer] = []
    for (file, key) in try keys(of: role) {
      guard authority.keys[key.publicKey.id] != nil else {
        throw PublisherError.keyNotTrusted(role: role, file: file)
      }
      signers.append(key)
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
