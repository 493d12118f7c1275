private import COpenSSL

extension EVPKey {
  convenience init(pkcs8 content: [UInt8]) throws(SecretKeyError) {
    defer { ERR_clear_error() }
    let info = content.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      return d2i_PKCS8_PRIV_KEY_INFO(nil, &start, buffer.count)
    }
    guard let info else { throw .notAKey }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    guard let key = EVP_PKCS82PKEY(info) else { throw .notAKey }
    self.init(owning: key)
  }

  convenience init(encryptedPKCS8 content: [UInt8], passphrase: [UInt8]) throws(SecretKeyError) {
    defer { ERR_clear_error() }
    let sealed = content.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      return d2i_X509_SIG(nil, &start, buffer.count)
    }
    guard let sealed else { throw .notAKey }
    defer { X509_SIG_free(sealed) }
    let info = passphrase.withUnsafeBytes { bytes in
      PKCS8_decrypt(sealed, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    guard let info else { throw .wrongPassphrase }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    guard let key = EVP_PKCS82PKEY(info) else { throw .wrongPassphrase }
    self.init(owning: key)
  }

  func plainPKCS8() throws(SecretKeyError) -> [UInt8] {
    defer { ERR_clear_error() }
    guard let info = EVP_PKEY2PKCS8(pointer) else { throw .notWritten }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    guard let output = MemoryOutput(), PEM_write_bio_PKCS8_PRIV_KEY_INFO(output.bio, info) == 1
    else { throw .notWritten }
    return output.bytes
  }

  func encryptedPKCS8(passphrase: [UInt8]) throws(SecretKeyError) -> [UInt8] {
    defer { ERR_clear_error() }
    guard let info = EVP_PKEY2PKCS8(pointer) else { throw .notWritten }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    guard
      let recipe = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nil, 0, nil, 16_384, 8, 5)
    else { throw .notWritten }
    let sealed = passphrase.withUnsafeBytes { bytes in
      PKCS8_set0_pbe(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), info, recipe)
    }
    guard let sealed else {
      X509_ALGOR_free(recipe)
      throw .notWritten
    }
    defer { X509_SIG_free(sealed) }
    guard let output = MemoryOutput(), PEM_write_bio_PKCS8(output.bio, sealed) == 1 else {
      throw .notWritten
    }
    return output.bytes
  }
}
