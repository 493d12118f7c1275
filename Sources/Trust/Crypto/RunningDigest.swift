private import COpenSSL

/// A running EVP digest. `~Copyable`: one owner, and no use after `finish()`.
struct RunningDigest: ~Copyable {
  enum Algorithm { case sha256, sha512 }

  private let context: OpaquePointer  // EVP_MD_CTX *
  private let length: Int

  init(_ algorithm: Algorithm) {
    let function = algorithm == .sha256 ? EVP_sha256() : EVP_sha512()
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, function, nil) == 1
    else { fatalError("OpenSSL has no SHA-2") }
    self.context = context
    length = Int(EVP_MD_get_size(function))
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
  }

  consuming func finish() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1)
    return bytes
  }
}
