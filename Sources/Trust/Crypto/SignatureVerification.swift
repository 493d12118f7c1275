private import COpenSSL

/// Checks one signature through EVP.
enum SignatureVerification {
  static func isValid(
    _ signature: [UInt8], of key: EVPKey, _ scheme: KeyScheme, for message: [UInt8]
  ) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    var parameters: OpaquePointer?  // EVP_PKEY_CTX *, owned by `context`
    let function = scheme == .ed25519 ? nil : EVP_sha256()
    guard EVP_DigestVerifyInit(context, &parameters, function, nil, key.pointer) == 1 else {
      return false
    }
    if scheme == .rsaPSS {
      // The specification leaves the salt's length open, so any is read from the signature.
      guard EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO) == 1
      else { return false }
    }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
