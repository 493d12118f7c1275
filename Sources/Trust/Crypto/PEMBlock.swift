private import COpenSSL

/// The first block of a PEM text (RFC 7468). Blocks with headers (the old encrypted form) are not taken:
/// OpenSSL would ask for their passphrase at the terminal.
struct PEMBlock {
  /// What stands after `BEGIN`.
  let label: String
  /// DER.
  let content: [UInt8]

  /// The longest text read, in bytes: a 16384-bit RSA key pair needs 13 KB.
  static let longestText = 64 << 10

  init?(_ text: [UInt8]) {
    guard text.count <= Self.longestText else { return nil }
    // The input reads these bytes where they are: they stay until the block is read.
    let block = text.withUnsafeBytes { bytes -> PEMBlock? in
      guard let input = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
      defer { BIO_free(input) }
      return PEMBlock(reading: input)
    }
    guard let block else { return nil }
    self = block
  }

  private init?(reading input: OpaquePointer) {
    var label: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var content: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard PEM_read_bio(input, &label, &header, &content, &count) == 1,
      let label, let header, let content
    else {
      ERR_clear_error()
      return nil
    }
    defer {
      stg_openssl_free(label)
      stg_openssl_free(header)
      stg_openssl_clear_free(content, count)
    }
    guard header.pointee == 0 else { return nil }
    self.label = String(cString: label)
    self.content = Array(UnsafeBufferPointer(start: content, count: count))
  }
}
