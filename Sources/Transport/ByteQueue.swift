/// Bytes on their way from a callback to a reader: a ring of fixed capacity.
struct ByteQueue: ~Copyable {
  private let storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private(set) var count = 0

  init(capacity: Int) {
    storage = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { storage.deallocate() }

  var free: Int { storage.count - count }

  /// - Parameter bytes: At most ``free``.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= free)
    let end = (start + count) % storage.count
    let first = min(bytes.count, storage.count - end)
    copy(UnsafeRawBufferPointer(rebasing: bytes[..<first]), to: end)
    copy(UnsafeRawBufferPointer(rebasing: bytes[first...]), to: 0)
    count += bytes.count
  }

  /// Moves as many bytes as there are, and as fit, into `buffer`.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let taken = min(buffer.count, count)
    let first = min(taken, storage.count - start)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<start + first]))
    UnsafeMutableRawBufferPointer(rebasing: buffer[first...])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<(taken - first)]))
    discard(taken)
    return taken
  }

  /// - Parameter amount: At most ``count``.
  mutating func discard(_ amount: Int) {
    precondition(amount <= count)
    start = (start + amount) % storage.count
    count -= amount
  }

  private func copy(_ bytes: UnsafeRawBufferPointer, to offset: Int) {
    UnsafeMutableRawBufferPointer(rebasing: storage[offset...]).copyMemory(from: bytes)
  }
}
