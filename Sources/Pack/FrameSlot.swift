internal import Model

/// The memory for one frame on its way: its content, then the same packed.
///
/// `@unchecked Sendable`: exactly one thread at a time has a slot; ``FrameWriter`` sees to that.
final class FrameSlot: @unchecked Sendable {
  private let content = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Limits.frameContent, alignment: 4096)
  private let packedBuffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ZstdCompressor.bound(Limits.frameContent), alignment: 4096)
  private var compressor: ZstdCompressor
  private(set) var count = 0
  private var packedLength: Int?

  init(level: Int) { compressor = ZstdCompressor(level: level) }

  deinit {
    content.deallocate()
    packedBuffer.deallocate()
  }

  /// What is free of the content.
  var space: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: content[count...])
  }

  /// The frame; `nil` when memory ran out.
  var packed: UnsafeRawBufferPointer? {
    packedLength.map { UnsafeRawBufferPointer(rebasing: packedBuffer[..<$0]) }
  }

  /// Takes the first `added` bytes of ``space`` as filled.
  func advance(_ added: Int) { count += added }

  func compress() {
    packedLength = compressor.compress(
      UnsafeRawBufferPointer(rebasing: content[..<count]), into: packedBuffer)
  }

  func empty() {
    count = 0
    packedLength = nil
  }
}
