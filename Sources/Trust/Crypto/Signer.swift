/// Whoever can sign: a key in memory, or a program that keeps one.
package protocol Signer {
  var publicKey: PublicKey { get }

  /// - Returns: The signature of `message` as the key's scheme writes it (ed25519: 64 bytes; ECDSA: DER).
  func sign(_ message: [UInt8]) throws -> [UInt8]
}
