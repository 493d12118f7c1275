private import COpenSSL

/// An `EVP_PKEY` with one owner: a public key, or a key pair.
///
/// Sendable because nothing changes the key after it is made, and OpenSSL counts its references atomically.
final class EVPKey: @unchecked Sendable {
  let pointer: OpaquePointer  // EVP_PKEY *

  /// Takes ownership.
  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  /// - Parameter ed25519: 32 bytes (RFC 8032); any other count gives `nil`.
  convenience init?(ed25519 bytes: [UInt8]) {
    guard bytes.count == 32,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
    else {
      ERR_clear_error()
      return nil
    }
    self.init(owning: key)
  }

  /// - Parameter pem: One `PUBLIC KEY` block (RFC 7468 section 13); anything else gives `nil`.
  convenience init?(publicPEM pem: String) {
    guard let block = PEMBlock(Array(pem.utf8)), block.label == "PUBLIC KEY",
      let key = block.content.withUnsafeBufferPointer({ buffer -> OpaquePointer? in
        var start = buffer.baseAddress
        return d2i_PUBKEY(nil, &start, buffer.count)
      })
    else {
      ERR_clear_error()
      return nil
    }
    self.init(owning: key)
  }

  enum Kind: Equatable {
    case ed25519
    case ecdsaP256
    case rsa(bits: Int)
    case other
  }

  var kind: Kind {
    switch EVP_PKEY_get_base_id(pointer) {
    case EVP_PKEY_ED25519: .ed25519
    case EVP_PKEY_EC: groupName == "prime256v1" ? .ecdsaP256 : .other
    case EVP_PKEY_RSA: .rsa(bits: Int(EVP_PKEY_get_bits(pointer)))
    default: .other
    }
  }

  /// Whether both have the same public half, however it was written down.
  func hasSamePublicHalf(as other: EVPKey) -> Bool { EVP_PKEY_eq(pointer, other.pointer) == 1 }

  /// - Returns: The 32 bytes of an ed25519 key; `nil` for another kind.
  var rawPublicBytes: [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    guard EVP_PKEY_get_raw_public_key(pointer, &bytes, &count) == 1, count == 32 else {
      ERR_clear_error()
      return nil
    }
    return bytes
  }

  /// The public half as SubjectPublicKeyInfo in PEM (RFC 7468 section 13).
  var publicPEM: String {
    guard let output = MemoryOutput(), PEM_write_bio_PUBKEY(output.bio, pointer) == 1 else {
      fatalError("OpenSSL cannot write a public key that it holds")
    }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// OpenSSL's own name of an elliptic curve.
  private var groupName: String? {
    var name = [CChar](repeating: 0, count: 80)
    var count = 0
    guard EVP_PKEY_get_group_name(pointer, &name, name.count, &count) == 1 else {
      ERR_clear_error()
      return nil
    }
    return String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
