private import COpenSSL

/// A BIO that OpenSSL writes to; its memory is wiped when it goes.
final class MemoryOutput {
  let bio: OpaquePointer  // BIO *

  init?() {
    guard let bio = BIO_new(BIO_s_secmem()) else { return nil }
    self.bio = bio
  }

  deinit { BIO_free(bio) }

  var bytes: [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    let count = stg_bio_bytes(bio, &start)
    guard let start, count > 0 else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
