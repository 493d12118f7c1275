internal import CCurl

/// One GET with its answer, redirects included: pulled by the reader, moved on by the ``TransferLoop``.
final class Exchange {
  /// Content that came and was not read yet is held up to this many bytes; then the transfer pauses.
  static let bufferCapacity = 1 << 20
  static let redirectLimit = 5

  let easy: UnsafeMutableRawPointer
  private let loop: TransferLoop
  private let request: WebRequest
  private let settings: EasySettings
  /// Where the request is now, after redirects.
  private var address: WebAddress
  private var redirects = 0
  private var head = ResponseHead()
  private var content = ByteQueue(capacity: Exchange.bufferCapacity)
  private var isPaused = false
  private var result: CURLcode?
  private var received = 0
  private var started = ContinuousClock.now
  private var isReported = false

  /// Starts the request without waiting for anything.
  init(_ request: WebRequest, options: TransportOptions, loop: TransferLoop) {
    guard let easy = curl_easy_init() else { fatalError("libcurl is out of memory") }
    self.easy = easy
    self.loop = loop
    self.request = request
    settings = EasySettings(easy, options: options)
    address = request.address
    settings.apply(request, at: address)
    settings.setReceivers(
      context: Unmanaged.passUnretained(self).toOpaque(),
      header: { Exchange.receive($0, $1 * $2, $3) { $0.receiveHeader($1) } },
      content: { Exchange.receive($0, $1 * $2, $3) { $0.receiveContent($1) } })
    loop.add(self)
  }

  deinit {
    report()
    loop.remove(easy)
    curl_easy_cleanup(easy)
  }

  /// Whether its connection, if it can be shared, is busy with it for as long as its reader pleases.
  var occupiesSharedConnection: Bool { request.isLarge && !request.isAlone && result == nil }

  /// Where the answer comes from, for messages.
  var url: String { address.printable }

  /// Waits for the head of the answer, following redirects.
  func response() throws(FetchError) -> ResponseHead {
    while true {
      try wait { $0.head.isComplete }
      guard let target = redirectTarget() else { return head }
      try follow(target)
    }
  }

  /// Waits for content.
  ///
  /// - Returns: The count of bytes put into `buffer`; 0 at the end of the answer.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int {
    try wait { $0.content.count > 0 }
    let count = content.take(into: buffer)
    if isPaused && content.free >= Self.bufferCapacity / 2 {
      isPaused = false
      // It may call `receiveContent` before it returns.
      let code = stg_curl_continue(easy)
      if code != CURLE_OK { end(code) }
    }
    return count
  }

  /// Reads what is left of a short answer that nobody wants, so that the connection can serve the next request.
  func drain() {
    var budget = 64 << 10
    while result == nil && budget > 0 {
      budget -= content.count
      content.discard(content.count)
      loop.advance()
      if result == nil && content.count == 0 {
        if !isMoving(within: .seconds(2)) { return }
      }
    }
    content.discard(content.count)
  }

  /// Called by the loop when the transfer is over.
  func end(_ code: CURLcode) {
    if result == nil { result = code }
    report()
  }

  // MARK: waiting

  /// - Throws: The transfer's failure, unless `isThere` holds before that.
  private func wait(until isThere: (Exchange) -> Bool) throws(FetchError) {
    while !isThere(self) {
      if let result {
        guard result == CURLE_OK else { throw failure(result) }
        return
      }
      loop.advance()
      if result == nil && !isThere(self) { loop.wait() }
    }
  }

  private func isMoving(within duration: Duration) -> Bool {
    let end = ContinuousClock.now + duration
    while result == nil && content.count == 0 {
      let rest = ContinuousClock.now.duration(to: end)
      guard rest > .zero else { return false }
      loop.wait(atMost: rest)
      loop.advance()
    }
    return true
  }

  // MARK: redirects

  /// Where the answer leads on to, as an absolute URL.
  private func redirectTarget() -> String? {
    guard [301, 302, 303, 307, 308].contains(head.status) else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    guard stg_curl_get_string(easy, CURLINFO_REDIRECT_URL, &text) == CURLE_OK, let text else {
      return nil
    }
    return String(cString: text)
  }

  /// Not left to libcurl, which cannot tell a redirect to this machine from one to any other.
  private func follow(_ target: String) throws(FetchError) {
    guard redirects < Self.redirectLimit else {
      throw .tooManyRedirects(url: request.address.printable, limit: Self.redirectLimit)
    }
    guard let next = WebAddress(target), next.scheme == .https || isLoopbackHop(to: next) else {
      throw .redirectRefused(
        url: address.printable,
        target: WebAddress(target)?.printable ?? RedirectTarget.printable(target))
    }
    drain()
    report()
    loop.remove(easy)
    redirects += 1
    address = next
    head = ResponseHead()
    content.discard(content.count)
    (isPaused, result, received, isReported) = (false, nil, 0, false)
    started = .now
    settings.apply(request, at: next)
    loop.add(self)
  }

  private func isLoopbackHop(to next: WebAddress) -> Bool {
    address.scheme == .http && next.isLoopback
  }

  // MARK: what libcurl calls

  /// Hands what came to `receive`. Nothing may be thrown across libcurl: a count other than the one given is its sign to stop.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ receive: (Exchange, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    guard let bytes, let context else { return 0 }
    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    return receive(exchange, UnsafeRawBufferPointer(start: bytes, count: count))
  }

  private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
    head.add(String(decoding: line, as: UTF8.self)) ? line.count : 0
  }

  private func receiveContent(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count <= content.free else {
      isPaused = true
      return stg_curl_write_pause()
    }
    content.append(bytes)
    received += bytes.count
    loop.onBytes?(bytes.count)
    return bytes.count
  }

  // MARK: telling

  private func failure(_ code: CURLcode) -> FetchError {
    .connection(url: address.printable, settings.problem(code))
  }

  private func report() {
    guard !isReported else { return }
    isReported = true
    guard let tell = loop.onRequest else { return }
    let outcome = head.status > 0 ? String(head.status) : "no answer"
    let part = request.offset > 0 ? " from byte \(request.offset)" : ""
    let duration = started.duration(to: .now).milliseconds
    tell("GET \(address.printable)\(part): \(outcome), \(received) bytes, \(duration) ms")
  }
}
