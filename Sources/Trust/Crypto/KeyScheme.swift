/// A way to sign that this client can check; a key of any other scheme is kept, and never verifies.
package enum KeyScheme: String, Sendable, CaseIterable {
  case ed25519
  case ecdsaP256 = "ecdsa-sha2-nistp256"
  case rsaPSS = "rsassa-pss-sha256"

  /// The fewest bits of an RSA key.
  package static let leastRSABits = 2048

  /// TUF's `keytype`s that go with the scheme; the first is the one written.
  var keyTypes: [String] {
    switch self {
    case .ed25519: ["ed25519"]
    case .ecdsaP256: ["ecdsa", "ecdsa-sha2-nistp256"]
    case .rsaPSS: ["rsa"]
    }
  }

  /// - Returns: `nil` for a key that is too weak or of a kind that no scheme here uses.
  init?(for kind: EVPKey.Kind) {
    switch kind {
    case .ed25519: self = .ed25519
    case .ecdsaP256: self = .ecdsaP256
    case .rsa(let bits) where bits >= Self.leastRSABits: self = .rsaPSS
    case .rsa, .other: return nil
    }
  }
}
