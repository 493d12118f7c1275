/// A SHA-256 that takes its input piece by piece. `Trust` has the one of the programs; rooms beside it take it as a type.
package protocol StreamingDigest: ~Copyable {
  init()

  mutating func update(_ bytes: UnsafeRawBufferPointer)

  /// The digest of all bytes so far; nothing can follow.
  consuming func finish() -> Digest
}
