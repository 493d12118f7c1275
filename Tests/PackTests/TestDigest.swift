import COpenSSL
import Model

/// SHA-256 by OpenSSL, as the programs have it from a room that this one does not see.
struct TestDigest: StreamingDigest, ~Copyable {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { fatalError("OpenSSL has no SHA-256") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
  }

  consuming func finish() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1)
    guard let digest = Digest(bytes: bytes) else { fatalError("a SHA-256 has 32 bytes") }
    return digest
  }

  static func of(_ bytes: some Sequence<UInt8>) -> Digest {
    var digest = TestDigest()
    Array(bytes).withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
