/// A running SHA-512 (FIPS 180-4). `~Copyable`: one owner, and no use after `finish()`.
package struct SHA512: ~Copyable {
  private var running: RunningDigest

  package init() { running = RunningDigest(.sha512) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { running.update(bytes) }

  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { running.update($0) }
  }

  /// - Returns: 64 bytes.
  package consuming func finish() -> [UInt8] { running.finish() }

  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    var running = SHA512()
    running.update(bytes)
    return running.finish()
  }
}
