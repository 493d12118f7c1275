internal import CZstd

/// One zstd decompressor: decodes one whole frame at a time, into memory whose size the caller fixes.
struct ZstdDecompressor: ~Copyable {
  private let context: OpaquePointer  // ZSTD_DCtx *

  init() {
    guard let context = ZSTD_createDCtx() else { fatalError("zstd cannot make a decompressor") }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  /// The length of the content, as the frame's header says; `nil` when it does not, or `packed` is not exactly one frame.
  static func contentLength(_ packed: UnsafeRawBufferPointer) -> Int? {
    let length = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
    // ZSTD_CONTENTSIZE_UNKNOWN and ZSTD_CONTENTSIZE_ERROR are (unsigned long long)-1 and -2.
    guard length < UInt64.max - 1,
      ZSTD_findFrameCompressedSize(packed.baseAddress, packed.count) == packed.count
    else { return nil }
    return Int(exactly: length)
  }

  /// Decodes straight into `content`: zstd keeps no window of its own then, and never writes beyond it.
  ///
  /// - Returns: Whether `packed` is sound and gives exactly `content.count` bytes.
  mutating func decompress(
    _ packed: UnsafeRawBufferPointer, into content: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let length = ZSTD_decompressDCtx(
      context, content.baseAddress, content.count, packed.baseAddress, packed.count)
    return length == content.count
  }
}
