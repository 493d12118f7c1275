/// An exchange read as the answer to "send me that file".
final class WebAnswer: ContentSource {
  private let exchange: Exchange
  private let isConditional: Bool

  /// - Parameter isConditional: Whether 304 is an answer.
  init(_ exchange: Exchange, isConditional: Bool) {
    self.exchange = exchange
    self.isConditional = isConditional
  }

  var url: String { exchange.url }

  // MARK: a small file

  /// - Parameter source: For the validators.
  func content(limit: Int, source: String) throws(FetchError) -> ConditionalContent {
    let head = try exchange.response()
    if head.status == 304 && isConditional {
      exchange.drain()
      return .notModified
    }
    guard head.status == 200 else { throw refusal(head) }
    let bytes = try wholeContent(head, limit: limit)
    guard head.entityTag != nil || head.lastModified != nil else { return .content(bytes, nil) }
    let validators = Validators(
      source: source, entityTag: head.entityTag, lastModified: head.lastModified)
    return .content(bytes, validators)
  }

  private func wholeContent(_ head: ResponseHead, limit: Int) throws(FetchError) -> [UInt8] {
    if !head.isWebPage, let announced = head.contentLength, announced > limit {
      throw .tooLong(url: exchange.url, limit: limit)
    }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try exchange.read(into: chunk)
      if count == 0 { return bytes }
      if bytes.isEmpty { try refuseWebPage(head, chunk[..<count]) }
      guard bytes.count + count <= limit else { throw .tooLong(url: exchange.url, limit: limit) }
      bytes += chunk[..<count]
    }
  }

  private func refuseWebPage(
    _ head: ResponseHead, _ beginning: some Sequence<UInt8>
  ) throws(FetchError) {
    if head.isWebPage && WebPage.looksLike(beginning) { throw .webPage(url: exchange.url) }
  }

  // MARK: a part of a large file

  func begin(at offset: Int, length: Int) throws(FetchError) {
    let head = try exchange.response()
    switch head.status {
    case 200:
      guard !head.isWebPage || head.contentLength == length else {
        throw .webPage(url: exchange.url)
      }
      try expect(length, found: head.contentLength)
      try skip(offset, of: length)
    case 206 where offset > 0:
      guard let range = head.contentRange, range.first == offset, range.last == length - 1 else {
        try expect(length, found: head.contentRange?.total)
        throw .wrongRange(url: exchange.url)
      }
      try expect(length, found: range.total)
    case 416:
      exchange.drain()
      throw .wrongRange(url: exchange.url)
    default: throw refusal(head)
    }
  }

  private func expect(_ length: Int, found: Int?) throws(FetchError) {
    if let found, found != length {
      throw .wrongLength(url: exchange.url, expected: length, found: found)
    }
  }

  /// Reads over what is here already: the server sends whole files only.
  private func skip(_ offset: Int, of length: Int) throws(FetchError) {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    var position = 0
    while position < offset {
      let part = UnsafeMutableRawBufferPointer(
        rebasing: chunk[..<min(chunk.count, offset - position)])
      let count = try exchange.read(into: part)
      guard count > 0 else {
        throw .wrongLength(url: exchange.url, expected: length, found: position)
      }
      position += count
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int {
    try exchange.read(into: buffer)
  }

  // MARK: no file

  private func refusal(_ head: ResponseHead) -> FetchError {
    exchange.drain()
    return switch head.status {
    case 403, 404, 410: .notFound(url: exchange.url, status: head.status, elsewhere: nil)
    default: .status(url: exchange.url, code: head.status, retryAfter: head.retryAfter)
    }
  }
}
