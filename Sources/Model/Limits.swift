/// The most bytes that stigmerup accepts of each kind of file (TUF's endless-data attack).
package enum Limits {
  package static let channelIndex = 4 << 20
  package static let manifest = 4 << 20
  /// Packed.
  package static let fileList = 64 << 20
  package static let fileListUnpacked = 256 << 20
  package static let releaseList = 16 << 20
  /// An artifact, packed.
  package static let artifact = 16 << 30
  /// An artifact, unpacked.
  package static let unpacked = 64 << 30
  /// The bytes of content in one zstd frame of an artifact; only an artifact's last frame has fewer.
  package static let frameContent = 4 << 20
  /// One frame, packed: zstd's own bound for ``frameContent`` bytes that do not compress, rounded up.
  package static let frame = frameContent + (64 << 10)
}
