import Model
import Testing
import Trust

struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `SHA-256 gives the standard's digests`(text: String, hex: String) {
    #expect(Digest.sha256(of: text).hex == hex)
  }

  @Test func `SHA-512 gives the standard's digest`() {
    #expect(
      Hex.encode(SHA512.digest(of: Array("abc".utf8)))
        == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
  }

  @Test func `pieces make the same digest as the whole`() {
    var running = SHA256()
    for piece in ["a", "", "bc"] { running.update(Array(piece.utf8)) }
    #expect(running.finish() == Digest.sha256(of: "abc"))
  }
}

struct PublicKeyTests {
  private func key(_ type: String, _ scheme: String, _ value: String) throws -> PublicKey {
    let json: JSON = [
      "keytype": .string(type), "scheme": .string(scheme), "keyval": ["public": .string(value)],
    ]
    return try PublicKey(Field(document: "a test", path: "", value: json))
  }

  @Test func `an ed25519 signature of RFC 8032 verifies`() throws {
    // Section 7.1, test 2.
    let key = try key(
      "ed25519", "ed25519", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let signature = try #require(
      Hex.decode(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"))
    #expect(key.isValid(signature, for: [0x72]))
    #expect(!key.isValid(signature, for: [0x73]))
    #expect(!key.isValid(Array(signature.dropLast()), for: [0x72]))
    #expect(!key.isValid(signature + [0], for: [0x72]))
    #expect(!key.isValid([], for: [0x72]))
  }

  @Test(arguments: SecretKey.Kind.allCases)
  func `each kind signs, verifies, and refuses other messages and keys`(kind: SecretKey.Kind)
    throws
  {
    let secret = try SecretKey.generate(kind)
    let message = Array("a message".utf8)
    let signature = try secret.sign(message)
    let read = try PublicKey(
      Field(document: "a test", path: "", value: secret.publicKey.json))
    #expect(read == secret.publicKey)
    #expect(read.isValid(signature, for: message))
    #expect(!read.isValid(signature, for: message + [0]))
    #expect(!(try SecretKey.generate(kind).publicKey.isValid(signature, for: message)))
    for index in [0, signature.count / 2, signature.count - 1] {
      var altered = signature
      altered[index] ^= 0x01
      #expect(!read.isValid(altered, for: message))
    }
  }

  @Test(arguments: SecretKey.Kind.allCases)
  func `a public key goes through PEM unchanged`(kind: SecretKey.Kind) throws {
    let key = try SecretKey.generate(kind).publicKey
    let pem = try #require(key.pem)
    #expect(pem.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
    #expect(PublicKey(pem: pem) == key)
  }

  @Test func `both spellings of the ECDSA key type verify, under ids of their own`() throws {
    let secret = try SecretKey.generate(.ecdsaP256)
    let pem = try #require(secret.publicKey.pem)
    let long = try key("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", pem)
    let short = try key("ecdsa", "ecdsa-sha2-nistp256", pem)
    let signature = try secret.sign([1, 2, 3])
    #expect(long.isValid(signature, for: [1, 2, 3]))
    #expect(short.isValid(signature, for: [1, 2, 3]))
    #expect(short == secret.publicKey)
    #expect(long.id != short.id)
  }

  @Test func `a key under another scheme's name never verifies`() throws {
    let secret = try SecretKey.generate(.ecdsaP256)
    let pem = try #require(secret.publicKey.pem)
    let signature = try secret.sign([1])
    for (type, scheme) in [
      ("rsa", "rsassa-pss-sha256"), ("ed25519", "ed25519"), ("ecdsa", "ed25519"),
      ("ecdsa", "ecdsa-sha2-nistp384"), ("rsa", "rsa-pkcs1v15-sha256"),
    ] {
      #expect(!(try key(type, scheme, pem).isValid(signature, for: [1])))
    }
  }

  @Test func `a P-384 key is kept and never verifies`() throws {
    let pem = """
      -----BEGIN PUBLIC KEY-----
      MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEy+myto6LlWVI+NauSBp0WPfqEiSA22rN
      Bw2eDkNunrFFWyVi/OFwfZoAYh3OHNDB+MrWCv9CIEWXR6c/HsSxT00J2qSBJzkE
      oTKekjcXcg3tspUtqeaMt2bIO/Y2W7yM
      -----END PUBLIC KEY-----
      """
    #expect(PublicKey(pem: pem) == nil)
    let key = try key("ecdsa", "ecdsa-sha2-nistp256", pem)
    #expect(!key.isValid([0x30, 0x06, 2, 1, 1, 2, 1, 1], for: [1]))
    #expect(key.pem == nil)
  }

  @Test(arguments: ["", "zz", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
  func `a malformed key never verifies`(value: String) throws {
    for (type, scheme) in [
      ("ed25519", "ed25519"), ("ecdsa", "ecdsa-sha2-nistp256"), ("rsa", "rsassa-pss-sha256"),
    ] {
      #expect(!(try key(type, scheme, value).isValid([UInt8](repeating: 1, count: 64), for: [1])))
    }
  }

  @Test(arguments: [
    #"{}"#, #"{"keytype": "ed25519", "scheme": "ed25519"}"#,
    #"{"keytype": "ed25519", "scheme": "ed25519", "keyval": {}}"#,
    #"{"keytype": 1, "scheme": "ed25519", "keyval": {"public": ""}}"#,
    #"{"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": 1}}"#,
    #"{"keytype": "x", "scheme": "y", "keyval": "z"}"#,
  ])
  func `what is no key object is refused`(text: String) {
    #expect(throws: FormatError.self) {
      _ = try PublicKey(Field(parsing: Array(text.utf8), document: "a test"))
    }
  }

  @Test func `the id is the digest of the canonical key, unknown members included`() throws {
    let text =
      #"{"scheme": "ed25519", "x-b": 1, "keyval": {"public": "00"}, "keytype": "ed25519", "x-a": "\u00e9"}"#
    let key = try PublicKey(Field(parsing: Array(text.utf8), document: "a test"))
    let canonical =
      #"{"keytype":"ed25519","keyval":{"public":"00"},"scheme":"ed25519","x-a":"é","x-b":1}"#
    #expect(key.id.description == Digest.sha256(of: canonical).hex)
  }

  @Test func `an id that is not the key's digest refuses the document`() throws {
    var json = try RootSample.json
    guard case .object(var members) = json, case .object(let keys) = members["keys"] else { return }
    let first = try #require(keys.all.first)
    members["keys"] = .fields([(String(repeating: "a", count: 64), first.value)])
    json = .object(members)
    let error = #expect(throws: FormatError.self) {
      _ = try Root(signed: Field(document: "a test", path: "", value: json))
    }
    #expect(error?.message.contains("is not the id of the key it names") == true)
  }
}

struct SecretKeyTests {
  private static let passphrase = Array("correct horse".utf8)

  @Test(arguments: SecretKey.Kind.allCases)
  func `a key goes through PEM, plain and encrypted`(kind: SecretKey.Kind) throws {
    let key = try SecretKey.generate(kind)
    let plain = try key.pem()
    #expect(String(decoding: plain, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----"))
    #expect(try SecretKey(pem: plain).publicKey == key.publicKey)

    let sealed = try key.pem(passphrase: Self.passphrase)
    #expect(
      String(decoding: sealed, as: UTF8.self).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
    let opened = try SecretKey(pem: sealed, passphrase: { Self.passphrase })
    #expect(opened.publicKey.isValid(try opened.sign([7]), for: [7]))
    #expect(opened.publicKey == key.publicKey)
  }

  @Test func `a passphrase is asked for only when needed`() throws {
    struct Asked: Error {}
    let key = try SecretKey.generate()
    #expect(
      try SecretKey(pem: key.pem(), passphrase: { throw Asked() }).publicKey == key.publicKey)
    let sealed = try key.pem(passphrase: Self.passphrase)
    #expect(throws: Asked.self) { _ = try SecretKey(pem: sealed, passphrase: { throw Asked() }) }
  }

  @Test func `a wrong or missing passphrase is told`() throws {
    let sealed = try SecretKey.generate().pem(passphrase: Self.passphrase)
    #expect(throws: SecretKeyError.needsPassphrase) { _ = try SecretKey(pem: sealed) }
    for wrong in ["", "correct horsf", "correct horse "] {
      #expect(throws: SecretKeyError.wrongPassphrase) {
        _ = try SecretKey(pem: sealed, passphrase: { Array(wrong.utf8) })
      }
    }
  }

  @Test func `what is no secret key is told apart`() throws {
    let publicPEM = try #require(try SecretKey.generate().publicKey.pem)
    let cases: [(String, SecretKeyError)] = [
      ("", .notAKey), ("garbage", .notAKey), (publicPEM, .isPublic),
      ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", .notAKey),
      (
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        .notPKCS8(label: "RSA PRIVATE KEY")
      ),
      (
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        .notAKey
      ),
    ]
    for (text, expected) in cases {
      #expect(throws: expected) {
        _ = try SecretKey(pem: Array(text.utf8), passphrase: { Self.passphrase })
      }
    }
  }

  @Test func `a truncated key is refused wherever it is cut`() throws {
    let pem = try SecretKey.generate(.ecdsaP256).pem()
    for count in stride(from: 0, to: pem.count - 30, by: 7) {
      #expect(throws: SecretKeyError.self) { _ = try SecretKey(pem: Array(pem.prefix(count))) }
    }
  }

  @Test func `every error has words of its own`() {
    let errors: [SecretKeyError] = [
      .notMade(.rsa), .notAKey, .isPublic, .notPKCS8(label: "\u{1B}X"), .needsPassphrase,
      .wrongPassphrase, .unsupported, .notWritten, .notSigned, .signatureDoesNotVerify("ab"),
    ]
    #expect(Set(errors.map(\.message)).count == errors.count)
    #expect(errors.allSatisfy { !$0.message.contains("\u{1B}") })
    #expect(SecretKeyError.unsupported.hint?.contains("2048") == true)
  }
}
