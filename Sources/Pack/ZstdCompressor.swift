internal import CZstd

/// One zstd compressor with its tables; each call makes one whole frame (RFC 8878) that holds its content's size and no checksum.
struct ZstdCompressor: ~Copyable {
  private let context: OpaquePointer  // ZSTD_CCtx *

  /// - Parameter level: 1 to 22; beyond the library's range the nearest is taken.
  init(level: Int) {
    guard let context = ZSTD_createCCtx() else { fatalError("zstd cannot make a compressor") }
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(clamping: level))
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0)
  }

  deinit { ZSTD_freeCCtx(context) }

  /// The most bytes that `count` bytes can become.
  static func bound(_ count: Int) -> Int { ZSTD_compressBound(count) }

  /// - Parameter packed: At least ``bound(_:)`` bytes.
  /// - Returns: The length of the frame at the start of `packed`; `nil` when memory ran out.
  mutating func compress(
    _ content: UnsafeRawBufferPointer, into packed: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let length = ZSTD_compress2(
      context, packed.baseAddress, packed.count, content.baseAddress, content.count)
    return ZSTD_isError(length) == 0 ? length : nil
  }
}
