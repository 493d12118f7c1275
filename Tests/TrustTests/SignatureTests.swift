import Model
import TestSupport
import Testing
import Trust

/// Which signatures count, and what is said when too few do.
struct SignatureTests {
  private let keys: [SecretKey]
  private let other: SecretKey
  private let content = Timestamp(
    version: 1, expires: RepositorySimulator.later, snapshot: MetaFile(version: 1))

  init() throws {
    keys = try RepositorySimulator.keys(3)
    other = try SecretKey.generate()
  }

  private func authority(threshold: Int, keys: [PublicKey]? = nil) throws -> RoleAuthority {
    let keys = keys ?? self.keys.map(\.publicKey)
    let root = Root(
      version: 1, expires: RepositorySimulator.later, keys: keys + [other.publicKey],
      roles: [
        .timestamp: RoleKeys(keyIDs: keys.map(\.id), threshold: threshold),
        .snapshot: RoleKeys(keyIDs: [other.publicKey.id], threshold: 1),
      ])
    return try #require(root.authority(for: .timestamp))
  }

  private func file(signedBy signers: [SecretKey]) throws -> [UInt8] {
    try Signed(content, by: signers).bytes
  }

  private func refusal(_ bytes: [UInt8], threshold: Int, keys: [PublicKey]? = nil) throws
    -> TrustError
  {
    let authority = try authority(threshold: threshold, keys: keys)
    return try #require(throws: TrustError.self) {
      let file = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
      try file.check(by: authority, path: "timestamp.json")
    }
  }

  /// The file with its list of signatures changed.
  private func changing(
    _ bytes: [UInt8], _ change: (inout [JSON]) -> Void
  ) throws -> [UInt8] {
    guard case .object(var members) = try JSON(parsing: bytes),
      case .array(var list) = members["signatures"]
    else { return [] }
    change(&list)
    members["signatures"] = .array(list)
    return JSON.object(members).compact
  }

  @Test func `the threshold is enough`() throws {
    for count in 1...3 {
      let bytes = try file(signedBy: Array(keys.prefix(count)))
      let signed = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
      try signed.check(by: authority(threshold: count), path: "timestamp.json")
      #expect(signed.validSigners(of: try authority(threshold: 1)).count == count)
    }
  }

  @Test func `a threshold that is not met is told in numbers`() throws {
    let error = try refusal(file(signedBy: Array(keys.prefix(2))), threshold: 3)
    #expect(
      error.message == "'timestamp.json' (role timestamp) has too few signatures: "
        + "2 of 3 required signatures are valid")
    #expect(error.hint?.contains("tell the publisher") == true)
  }

  @Test func `no signature at all is told`() throws {
    #expect(
      try refusal(file(signedBy: []), threshold: 1).message
        == "'timestamp.json' (role timestamp) is not signed: 0 of 1 required signatures are valid")
  }

  @Test func `a wrong signature is told with its key`() throws {
    let bytes = try changing(file(signedBy: [])) {
      $0 = [["keyid": .string(keys[0].publicKey.id.description), "sig": "00ff"]]
    }
    let error = try refusal(bytes, threshold: 1)
    #expect(error.message.contains("a wrong signature by key \(keys[0].publicKey.id.short)"))
  }

  @Test func `a key of another role is told with that role`() throws {
    let error = try refusal(file(signedBy: [other]), threshold: 1)
    #expect(error.message.contains("which is a key of role 'snapshot' and not of this one"))
  }

  @Test func `a key that nobody named is told as such`() throws {
    let error = try refusal(file(signedBy: [SecretKey.generate()]), threshold: 1)
    #expect(error.message.contains("is signed only by keys that 'root' does not name"))
  }

  @Test func `a key id that stands twice refuses the file`() throws {
    let bytes = try changing(file(signedBy: [keys[0]])) { $0 += $0 }
    let error = try refusal(bytes, threshold: 1)
    #expect(error.problem == .signedTwice(keys[0].publicKey.id))
    #expect(error.message.contains("names key \(keys[0].publicKey.id.short) twice"))
  }

  @Test func `one key under two ids counts once`() throws {
    var twin = keys[0].publicKey.json
    guard case .object(var members) = twin else { return }
    members["x-note"] = "the same key"
    twin = .object(members)
    let second = try PublicKey(Field(document: "a test", path: "", value: twin))
    #expect(second.id != keys[0].publicKey.id)
    let bytes = try changing(file(signedBy: [keys[0]])) { list in
      guard case .object(var copy) = list[0] else { return }
      copy["keyid"] = .string(second.id.description)
      list.append(.object(copy))
    }
    let error = try refusal(bytes, threshold: 2, keys: [keys[0].publicKey, second])
    #expect(error.message.contains("1 of 2 required signatures are valid"))
  }

  @Test func `a key id that a role repeats counts once`() throws {
    let id = keys[0].publicKey.id.description
    let text = #"{"keyids": ["\#(id)", "\#(id)"], "threshold": 2}"#
    let field = try Field(parsing: Array(text.utf8), document: "a test")
    var json = try RootSample.json
    guard case .object(var members) = json, case .object(var roles) = members["roles"] else {
      return
    }
    roles["timestamp"] = field.value
    members["roles"] = .object(roles)
    members["keys"] = .fields([(id, keys[0].publicKey.json)])
    json = .object(members)
    let root = try Root(signed: Field(document: "a test", path: "", value: json))
    let signed = try Signed(content, by: [keys[0]])
    let authority = try #require(root.authority(for: .timestamp))
    let error = #expect(throws: TrustError.self) { try signed.check(by: authority, path: "x") }
    #expect(error?.message.contains("1 of 2") == true)
  }

  @Test(arguments: ["", "0", "zz", "é", " 00"])
  func `an empty or malformed signature does not count, and hurts no other`(text: String) throws {
    let bytes = try changing(file(signedBy: [keys[0]])) {
      $0.insert(
        ["keyid": .string(keys[1].publicKey.id.description), "sig": .string(text)], at: 0)
    }
    let signed = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
    try signed.check(by: authority(threshold: 1), path: "timestamp.json")
    #expect(throws: TrustError.self) {
      try signed.check(by: authority(threshold: 2), path: "timestamp.json")
    }
  }

  @Test func `unknown keys beside good ones are ignored`() throws {
    let bytes = try changing(file(signedBy: [other, keys[0]])) {
      $0.append(["keyid": "no id at all", "sig": "00", "x-more": 1])
    }
    let signed = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
    try signed.check(by: authority(threshold: 1), path: "timestamp.json")
  }

  @Test func `a key of an unknown scheme never counts, and hurts no other`() throws {
    let text =
      #"{"keytype": "sphincs", "scheme": "sphincs-9", "keyval": {"public": ["odd"]}, "x": true}"#
    let odd = try PublicKey(Field(parsing: Array(text.utf8), document: "a test"))
    #expect(odd.scheme == nil)
    #expect(odd.pem == nil)
    let bytes = try changing(file(signedBy: [keys[0]])) {
      $0.append(["keyid": .string(odd.id.description), "sig": "00"])
    }
    let signed = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
    let both = [keys[0].publicKey, odd]
    try signed.check(by: authority(threshold: 1, keys: both), path: "timestamp.json")
    let error = try refusal(bytes, threshold: 2, keys: both)
    #expect(error.message.contains("in a way that this stigmerup does not know"))
  }

  @Test func `signing again replaces one's own signature and keeps the others`() throws {
    var signed = try Signed(content, by: [keys[0], keys[1]])
    try signed.sign(with: keys[0])
    #expect(signed.signatures.count == 2)
    try signed.check(by: authority(threshold: 2), path: "timestamp.json")
  }

  @Test func `a draft travels from signer to signer as bytes`() throws {
    var bytes = Signed(content).bytes
    for key in keys {
      var draft = try Signed<Timestamp>(parsing: bytes, path: "draft")
      try draft.sign(with: key)
      bytes = draft.bytes
    }
    let signed = try Signed<Timestamp>(parsing: bytes, path: "timestamp.json")
    try signed.check(by: authority(threshold: 3), path: "timestamp.json")
  }

  @Test func `a signer whose signature does not verify is found out`() throws {
    struct Liar: Signer {
      let publicKey: PublicKey
      func sign(_ message: [UInt8]) -> [UInt8] { [UInt8](repeating: 1, count: 64) }
    }
    var signed = Signed(content)
    let key = keys[0].publicKey
    #expect(throws: SecretKeyError.signatureDoesNotVerify(key.id)) {
      try signed.sign(with: Liar(publicKey: key))
    }
    #expect(signed.signatures.isEmpty)
  }
}
