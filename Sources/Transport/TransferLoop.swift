private import CCurl

/// One `curl_multi` handle: all transfers of a ``Transport`` move on whenever any of them is waited for, and share its
/// connections. One thread only.
final class TransferLoop {
  private let multi: UnsafeMutableRawPointer
  /// By easy handle, not retained: an exchange takes itself out before it goes.
  private var exchanges: [UnsafeMutableRawPointer: Unmanaged<Exchange>] = [:]

  /// Told how many bytes of content came from the network, as they come.
  var onBytes: ((Int) -> Void)?
  /// Told one line for each request that ended.
  var onRequest: ((String) -> Void)?

  init() {
    guard CurlLibrary.isReady, let multi = curl_multi_init() else {
      fatalError("libcurl cannot start: out of memory")
    }
    self.multi = multi
    stg_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { curl_multi_cleanup(multi) }

  /// Whether a large transfer is under way on a connection that others may share.
  var sharedConnectionIsOccupied: Bool {
    exchanges.values.contains { $0.takeUnretainedValue().occupiesSharedConnection }
  }

  func add(_ exchange: Exchange) {
    exchanges[exchange.easy] = Unmanaged.passUnretained(exchange)
    let code = curl_multi_add_handle(multi, exchange.easy)
    if code != CURLM_OK { exchange.end(CURLE_FAILED_INIT) }
  }

  func remove(_ easy: UnsafeMutableRawPointer) {
    guard exchanges.removeValue(forKey: easy) != nil else { return }
    curl_multi_remove_handle(multi, easy)
  }

  /// Moves every transfer on as far as it goes without waiting.
  func advance() {
    var running: Int32 = 0
    let code = curl_multi_perform(multi, &running)
    guard code == CURLM_OK else {
      for exchange in exchanges.values { exchange.takeUnretainedValue().end(CURLE_FAILED_INIT) }
      return
    }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
        continue
      }
      // The message is gone once its handle is removed.
      let result = message.pointee.data.result
      exchanges[easy]?.takeUnretainedValue().end(result)
    }
  }

  /// Waits until a transfer can move on, at most for `duration`.
  func wait(atMost duration: Duration = .seconds(1)) {
    var ready: Int32 = 0
    let code = curl_multi_poll(multi, nil, 0, Int32(clamping: duration.milliseconds), &ready)
    if code != CURLM_OK {
      for exchange in exchanges.values { exchange.takeUnretainedValue().end(CURLE_FAILED_INIT) }
    }
  }

  /// Lets `duration` pass; the other transfers go on.
  func pause(_ duration: Duration) {
    let end = ContinuousClock.now + duration
    while true {
      let rest = ContinuousClock.now.duration(to: end)
      guard rest > .zero else { return }
      wait(atMost: rest)
      advance()
    }
  }
}
