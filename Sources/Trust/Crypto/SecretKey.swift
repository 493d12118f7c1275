private import COpenSSL
private import Model

/// A key pair in memory. It never prints itself; its copies in OpenSSL are wiped when it goes.
package final class SecretKey: Signer, Sendable {
  package let publicKey: PublicKey
  private let key: EVPKey
  private let scheme: KeyScheme

  package enum Kind: String, Sendable, CaseIterable {
    case ed25519
    case ecdsaP256 = "ecdsa"
    /// 3072 bits.
    case rsa
  }

  package static func generate(_ kind: Kind = .ed25519) throws(SecretKeyError) -> SecretKey {
    let (name, group, bits): (String, String?, Int32?) =
      switch kind {
      case .ed25519: ("ED25519", nil, nil)
      case .ecdsaP256: ("EC", "P-256", nil)
      case .rsa: ("RSA", nil, 3072)
      }
    let context = EVP_PKEY_CTX_new_from_name(nil, name, nil)
    defer {
      EVP_PKEY_CTX_free(context)
      ERR_clear_error()
    }
    var made: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1,
      group.map({ EVP_PKEY_CTX_set_group_name(context, $0) == 1 }) ?? true,
      bits.map({ EVP_PKEY_CTX_set_rsa_keygen_bits(context, $0) == 1 }) ?? true,
      EVP_PKEY_generate(context, &made) == 1, let made
    else { throw .notMade(kind) }
    return try SecretKey(EVPKey(owning: made))
  }

  /// - Parameters:
  ///   - pem: PKCS#8 (RFC 7468 sections 10 and 11), plain or encrypted.
  ///   - passphrase: Asked only for an encrypted key; `nil` means that there is none to give.
  /// - Throws: ``SecretKeyError``, and what `passphrase` throws.
  package convenience init(pem: [UInt8], passphrase: () throws -> [UInt8]? = { nil }) throws {
    guard let block = PEMBlock(pem) else { throw SecretKeyError.notAKey }
    switch block.label {
    case "PRIVATE KEY":
      try self.init(EVPKey(pkcs8: block.content))
    case "ENCRYPTED PRIVATE KEY":
      guard let passphrase = try passphrase() else { throw SecretKeyError.needsPassphrase }
      try self.init(EVPKey(encryptedPKCS8: block.content, passphrase: passphrase))
    case "PUBLIC KEY": throw SecretKeyError.isPublic
    default: throw SecretKeyError.notPKCS8(label: block.label)
    }
  }

  /// Whether a PEM text holds a key that a passphrase opens.
  package static func isEncrypted(_ pem: [UInt8]) -> Bool {
    PEMBlock(pem)?.label == "ENCRYPTED PRIVATE KEY"
  }

  private init(_ key: EVPKey) throws(SecretKeyError) {
    guard let publicKey = PublicKey(key), let scheme = publicKey.scheme else {
      throw .unsupported
    }
    self.key = key
    self.publicKey = publicKey
    self.scheme = scheme
  }

  /// PKCS#8 in PEM.
  ///
  /// - Parameter passphrase: Encrypts it with AES-256-CBC under scrypt (RFC 7914; N = 16384, r = 8, p = 5);
  ///   `nil` leaves it readable.
  package func pem(passphrase: [UInt8]? = nil) throws(SecretKeyError) -> [UInt8] {
    if let passphrase { return try key.encryptedPKCS8(passphrase: passphrase) }
    return try key.plainPKCS8()
  }

  package func sign(_ message: [UInt8]) throws(SecretKeyError) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw .notSigned }
    defer {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    var parameters: OpaquePointer?  // EVP_PKEY_CTX *, owned by `context`
    let function = scheme == .ed25519 ? nil : EVP_sha256()
    guard EVP_DigestSignInit(context, &parameters, function, nil, key.pointer) == 1 else {
      throw .notSigned
    }
    if scheme == .rsaPSS {
      guard EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
      else { throw .notSigned }
    }
    var count = 0
    guard EVP_DigestSign(context, nil, &count, message, message.count) == 1 else {
      throw .notSigned
    }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else {
      throw .notSigned
    }
    return Array(signature.prefix(count))
  }
}
