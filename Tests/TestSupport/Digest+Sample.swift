package import Model

extension Digest {
  /// Thirty-two bytes that depend on `text` alone: a stand-in where nothing checks what they are the digest of.
  package static func sample(_ text: String) -> Digest {
    let seed = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    guard let digest = Digest(bytes: bytes) else { preconditionFailure("there are 32 bytes") }
    return digest
  }
}
