package import Model

/// A running SHA-256 (FIPS 180-4). `~Copyable`: one owner, and no use after `finish()`.
package struct SHA256: StreamingDigest, ~Copyable {
  private var running: RunningDigest

  package init() { running = RunningDigest(.sha256) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { running.update(bytes) }

  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { running.update($0) }
  }

  package consuming func finish() -> Digest {
    guard let digest = Digest(bytes: running.finish()) else {
      fatalError("OpenSSL's SHA-256 is not 32 bytes long")
    }
    return digest
  }
}

extension Digest {
  package static func sha256(of bytes: [UInt8]) -> Digest {
    var running = SHA256()
    running.update(bytes)
    return running.finish()
  }

  package static func sha256(of text: String) -> Digest { sha256(of: Array(text.utf8)) }
}
