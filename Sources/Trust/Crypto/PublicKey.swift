package import Model

/// A public key as TUF writes it (specification 1.0, section 4.2), with every member it came with:
/// they are all part of the canonical form that its id is the digest of.
package struct PublicKey: Sendable, Equatable {
  /// The SHA-256 of the key's canonical JSON.
  package let id: KeyID
  /// The TUF key object.
  package let json: JSON
  /// `nil` for a type or scheme that this client does not know: such a key never verifies.
  package let scheme: KeyScheme?
  /// `keytype` and `scheme` as they stand, for people.
  package let typeName: String
  package let schemeName: String

  private let value: String?

  /// - Parameter field: A TUF key object; its type and scheme may be unknown.
  package init(_ field: Field) throws(FormatError) {
    typeName = try field.required("keytype").string()
    schemeName = try field.required("scheme").string()
    let keyValue = try field.required("keyval")
    _ = try keyValue.members()
    json = field.value
    id = KeyID(Digest.sha256(of: json.canonical).hex)

    if let known = KeyScheme(rawValue: schemeName), known.keyTypes.contains(typeName) {
      scheme = known
      value = try keyValue.required("public").string()
    } else {
      scheme = nil
      value = nil
    }
  }

  /// - Returns: `nil` when no scheme here uses a key of this kind.
  init?(_ key: EVPKey) {
    guard let scheme = KeyScheme(for: key.kind) else { return nil }
    self.scheme = scheme
    schemeName = scheme.rawValue
    typeName = scheme.keyTypes[0]
    let value = key.rawPublicBytes.map { Hex.encode($0) } ?? key.publicPEM
    self.value = value
    json = [
      "keytype": .string(typeName), "scheme": .string(schemeName),
      "keyval": ["public": .string(value)],
    ]
    id = KeyID(Digest.sha256(of: json.canonical).hex)
  }

  /// - Parameter pem: SubjectPublicKeyInfo (RFC 7468 section 13) of an ed25519, P-256 or RSA key of 2048
  ///   bits or more; anything else gives `nil`.
  package init?(pem: String) {
    guard let key = EVPKey(publicPEM: pem) else { return nil }
    self.init(key)
  }

  /// SubjectPublicKeyInfo in PEM; `nil` for an unknown or malformed key.
  package var pem: String? { evpKey?.publicPEM }

  /// Whether `signature` is this key's over exactly `message`.
  /// Malformed input is `false`, not an error: to the caller both mean "not trusted".
  package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
    guard let scheme, let key = evpKey else { return false }
    return SignatureVerification.isValid(signature, of: key, scheme, for: message)
  }

  /// The key itself, if it is well-formed and what its scheme says it is.
  var evpKey: EVPKey? {
    guard let scheme, let value else { return nil }
    let key =
      scheme == .ed25519
      ? Hex.decode(value).flatMap { EVPKey(ed25519: $0) } : EVPKey(publicPEM: value)
    guard let key, KeyScheme(for: key.kind) == scheme else { return nil }
    return key
  }
}
