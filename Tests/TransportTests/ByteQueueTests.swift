import Testing

@testable import Transport

struct ByteQueueTests {
  @Test func `bytes come out in the order in which they went in`() {
    var queue = ByteQueue(capacity: 64)
    var generator = SystemRandomNumberGenerator()
    var written: [UInt8] = []
    var read: [UInt8] = []
    for _ in 0..<2000 {
      let piece = (0..<Int.random(in: 0...queue.free)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      piece.withUnsafeBytes { queue.append($0) }
      written += piece
      #expect(queue.count + queue.free == 64)
      var buffer = [UInt8](repeating: 0, count: Int.random(in: 1...80))
      let count = buffer.withUnsafeMutableBytes { queue.take(into: $0) }
      read += buffer[..<count]
    }
    written.removeLast(queue.count)
    #expect(read == written)
  }
}
