import Host
import Publisher
import SystemPackage
import Trust

/// A file with a public key, as an option names it.
enum PublicKeyFile {
  /// - Throws: ``CeremonyError/notAPublicKey(_:)``, ``CeremonyError/isSecretKey(_:)``; `HostError`.
  static func read(_ text: String, _ context: Context) throws -> PublicKey {
    let path = try context.world.absolute(text)
    let pem = try GivenFile.read(path, limit: 64 << 10)
    let content = String(decoding: pem, as: UTF8.self)
    guard let key = PublicKey(pem: content) else {
      throw content.contains("PRIVATE KEY-----")
        ? CeremonyError.isSecretKey(path.string) : .notAPublicKey(path.string)
    }
    return key
  }
}
