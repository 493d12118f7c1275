package import Model

/// A metadata file: what a role signs, and the signatures (specification, section 4.2).
///
/// Parsing checks the form alone. Whether the signatures suffice is ``check(by:path:)``'s to say.
package struct Signed<Content: RoleDocument>: Sendable {
  package let content: Content
  /// One a key at most.
  package private(set) var signatures: [Signature]
  /// The canonical JSON of `signed`: what the signatures are over.
  package let message: [UInt8]
  /// The file: as received, or as made here.
  package private(set) var bytes: [UInt8]

  private let signedJSON: JSON
  private let others: JSON.Members

  /// - Parameters:
  ///   - role: Whose file it should be, for the error.
  ///   - path: Where it came from, for the error: `3.stable.json`.
  /// - Throws: ``TrustError`` `.unreadable`, or `.signedTwice` when a key id stands twice in `signatures`.
  package init(parsing bytes: [UInt8], role: RoleName = Content.type, path: String)
    throws(TrustError)
  {
    do throws(FormatError) {
      let file = try Field(parsing: bytes, document: TrustError.subject(role, path))
      let signed = try file.required("signed")
      content = try Content(signed: signed)
      signedJSON = signed.value
      message = signed.value.canonical
      signatures = []
      for element in try file.required("signatures").elements() {
        signatures.append(try Signature(element))
      }
      others = try file.others(than: ["signed", "signatures"])
      self.bytes = bytes
    } catch {
      throw TrustError(role: role, path: path, .unreadable(error))
    }
    var seen: Set<KeyID> = []
    for signature in signatures where !seen.insert(signature.keyID).inserted {
      throw TrustError(role: role, path: path, .signedTwice(signature.keyID))
    }
  }

  /// A new file that nobody has signed yet.
  package init(_ content: Content) {
    self.content = content
    signedJSON = content.json
    message = signedJSON.canonical
    signatures = []
    others = JSON.Members()
    bytes = []
    bytes = written
  }

  // MARK: signing

  /// Adds the signer's signature, in the place of an earlier one of the same key.
  ///
  /// - Throws: ``SecretKeyError`` `.signatureDoesNotVerify`, and what `signer` throws.
  package mutating func sign(with signer: some Signer) throws {
    let key = signer.publicKey
    let signature = try signer.sign(message)
    guard key.isValid(signature, for: message) else {
      throw SecretKeyError.signatureDoesNotVerify(key.id)
    }
    signatures.removeAll { $0.keyID == key.id }
    signatures.append(Signature(keyID: key.id, bytes: signature))
    bytes = written
  }

  /// Signed by each of `signers`.
  package init(_ content: Content, by signers: [any Signer]) throws {
    self.init(content)
    for signer in signers { try sign(with: signer) }
  }

  /// Takes away every signature but those of `ids`.
  package mutating func keepSignatures(of ids: [KeyID]) {
    signatures.removeAll { !ids.contains($0.keyID) }
    bytes = written
  }

  /// Takes over the signatures of another copy of the same document, one a key; those here go first.
  ///
  /// - Returns: `false`, and nothing is taken, when the other one signs something else.
  package mutating func merge(_ other: Signed) -> Bool {
    guard message == other.message else { return false }
    let own = Set(signatures.map(\.keyID))
    signatures += other.signatures.filter { !own.contains($0.keyID) }
    bytes = written
    return true
  }

  /// The whole file, unknown members included.
  package var json: JSON {
    others.with([("signed", signedJSON), ("signatures", .array(signatures.map(\.json)))])
  }

  private var written: [UInt8] { json.compact }

  // MARK: verifying

  /// The ids of the authority's keys whose signatures are valid: each key once, however many ids it goes by.
  package func validSigners(of authority: RoleAuthority) -> [KeyID] {
    var counted: [(id: KeyID, key: EVPKey)] = []
    for signature in signatures {
      guard let bytes = signature.bytes, let key = authority.keys[signature.keyID],
        key.isValid(bytes, for: message), let evpKey = key.evpKey,
        !counted.contains(where: { $0.key.hasSamePublicHalf(as: evpKey) })
      else { continue }
      counted.append((signature.keyID, evpKey))
    }
    return counted.map(\.id)
  }

  /// - Parameter path: Where the file came from, for the error.
  /// - Throws: ``TrustError`` when fewer than the threshold of the authority's keys signed.
  package func check(by authority: RoleAuthority, path: String) throws(TrustError) {
    let valid = validSigners(of: authority)
    guard valid.count < authority.threshold else { return }
    let shortfall = SignatureShortfall(
      delegator: authority.delegator, valid: valid.count, threshold: authority.threshold,
      keyCount: authority.keys.count, cause: cause(under: authority, valid: valid))
    throw TrustError(role: authority.role, path: path, .signatures(shortfall))
  }

  private func cause(under authority: RoleAuthority, valid: [KeyID]) -> SignatureShortfall.Cause {
    let usable = signatures.filter { $0.bytes != nil }
    if usable.isEmpty { return .unsigned }
    if let wrong = usable.first(where: {
      authority.keys[$0.keyID] != nil && !valid.contains($0.keyID)
    }) {
      return authority.keys[wrong.keyID]?.scheme == nil
        ? .unknownScheme(wrong.keyID) : .wrongSignature(wrong.keyID)
    }
    if !valid.isEmpty { return .tooFew }
    for signature in usable {
      if let owner = authority.keysOfOthers[signature.keyID] {
        return .keyOfAnotherRole(signature.keyID, owner)
      }
    }
    return .foreignKeys
  }
}
