import Model

/// Why a secret key cannot be made, read, written or used. No case carries anything of the key.
package enum SecretKeyError: UserError, Equatable {
  case notMade(SecretKey.Kind)
  case notAKey
  case isPublic
  case notPKCS8(label: String)
  case needsPassphrase
  case wrongPassphrase
  case unsupported
  case notWritten
  case notSigned
  case signatureDoesNotVerify(KeyID)

  package var message: String {
    switch self {
    case .notMade(let kind): "OpenSSL could not make a key of kind \(kind.rawValue)"
    case .notAKey: "this is not a secret key in PEM"
    case .isPublic: "this is a public key, and signing needs the secret one"
    case .notPKCS8(let label): "a PEM block '\(Printable.escaped(label))' is not a PKCS#8 key"
    case .needsPassphrase: "the secret key is encrypted, and there is no passphrase"
    case .wrongPassphrase: "the passphrase does not open the secret key"
    case .unsupported: "the secret key is of a kind that is not used here"
    case .notWritten: "OpenSSL could not write the secret key"
    case .notSigned: "OpenSSL could not sign with this key"
    case .signatureDoesNotVerify(let id): "what was signed for key \(id) does not verify with it"
    }
  }

  package var hint: String? {
    switch self {
    case .notPKCS8: "convert it: openssl pkcs8 -topk8 -in OLD -out NEW"
    case .unsupported: "use ed25519, ECDSA on P-256, or RSA of at least 2048 bits"
    case .signatureDoesNotVerify: "check that the signing command uses the key it was named with"
    default: nil
    }
  }
}
