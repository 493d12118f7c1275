internal import CCurl
private import Model
private import SystemPackage

/// Everything that is set on one easy handle, and what the handle tells when it fails.
final class EasySettings {
  private let easy: UnsafeMutableRawPointer
  private let options: TransportOptions
  private let message: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// - Parameter easy: Lives longer than transfers of these settings; not owned.
  init(_ easy: UnsafeMutableRawPointer, options: TransportOptions) {
    self.easy = easy
    self.options = options
    message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    stg_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, message)
    setProtocols()
    setTrust()
    setPatience()
  }

  deinit {
    message.deallocate()
    curl_slist_free_all(headers)
  }

  func setReceivers(
    context: UnsafeMutableRawPointer, header: @escaping stg_curl_data_callback,
    content: @escaping stg_curl_data_callback
  ) {
    stg_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, header)
    stg_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    stg_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, content)
    stg_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
  }

  /// - Parameter address: `request`'s own, or where a redirect led.
  func apply(_ request: WebRequest, at address: WebAddress) {
    message[0] = 0
    stg_curl_set_string(easy, CURLOPT_URL, address.text)
    // What is meant for this machine must not leave it by way of a proxy. NULL: the variables decide.
    stg_curl_set_string(easy, CURLOPT_PROXY, address.isLoopback ? "" : nil)
    stg_curl_set_long(
      easy, CURLOPT_HTTP_VERSION,
      Int(request.isAlone ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS))
    stg_curl_set_string(
      easy, CURLOPT_RANGE, request.offset > 0 ? "\(request.offset)-" : nil)
    curl_slist_free_all(headers)
    headers = nil
    for line in request.headers {
      guard let longer = curl_slist_append(headers, line) else { break }
      headers = longer
    }
    stg_curl_set_list(easy, CURLOPT_HTTPHEADER, headers)
  }

  /// What `code` means, with what the handle knows beyond it.
  func problem(_ code: CURLcode) -> ConnectionProblem {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .hostUnknown
    case CURLE_COULDNT_RESOLVE_PROXY: .proxyUnknown
    case CURLE_PROXY: .proxyFailed(detail: detail(code))
    case CURLE_COULDNT_CONNECT: connectProblem(code)
    case CURLE_OPERATION_TIMEDOUT: isConnected ? .stalled : .connectTimedOut
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING,
      CURLE_HTTP2_STREAM, CURLE_HTTP2:
      detail(code).contains("CONNECT") ? .proxyFailed(detail: detail(code)) : .cut
    case CURLE_PEER_FAILED_VERIFICATION: certificateProblem(code)
    case CURLE_SSL_CACERT_BADFILE: authoritiesProblem(code)
    case CURLE_SSL_CONNECT_ERROR: .handshakeFailed(detail: detail(code))
    default: .other(detail: detail(code))
    }
  }

  private func setProtocols() {
    stg_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    // Redirects are followed by `Exchange`, one request at a time.
    stg_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    stg_curl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
    stg_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    stg_curl_set_string(easy, CURLOPT_USERAGENT, options.userAgent)
  }

  private func setTrust() {
    stg_curl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    stg_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
    stg_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
    if let path = options.authorities.path {
      stg_curl_set_string(easy, CURLOPT_CAINFO, path.string)
      // Otherwise the system's folder of authorities would count as well.
      stg_curl_set_string(easy, CURLOPT_CAPATH, nil)
    }
  }

  private func setPatience() {
    // Signals are the program's own business.
    stg_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    stg_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
    stg_curl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, options.slowestRate)
    stg_curl_set_long(easy, CURLOPT_LOW_SPEED_TIME, options.stallTimeout.wholeSeconds)
    stg_curl_set_long(easy, CURLOPT_BUFFERSIZE, 256 << 10)
  }

  private var isConnected: Bool {
    var microseconds: curl_off_t = 0
    stg_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T, &microseconds)
    return microseconds > 0
  }

  private func connectProblem(_ code: CURLcode) -> ConnectionProblem {
    var number = 0
    stg_curl_get_long(easy, CURLINFO_OS_ERRNO, &number)
    return Errno(rawValue: Int32(clamping: number)) == .connectionRefused
      ? .refused : .unreachable(detail: detail(code))
  }

  private func certificateProblem(_ code: CURLcode) -> ConnectionProblem {
    // libcurl compares names itself, and OpenSSL knows nothing of what it finds.
    if detail(code).contains("subject name") { return .certificateForOtherHost }
    var verification = 0
    stg_curl_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &verification)
    // The numbers are OpenSSL's, from x509_vfy.h.
    switch verification {
    case 9: return .certificateNotYetValid
    case 10: return .certificateExpired
    case 62: return .certificateForOtherHost
    default: return .certificateNotTrusted(detail: detail(code))
    }
  }

  private func authoritiesProblem(_ code: CURLcode) -> ConnectionProblem {
    switch options.authorities {
    case .named(let path, let variable):
      .authoritiesUnusable(path: path.string, variable: variable)
    case .found(let path): .authoritiesUnusable(path: path.string, variable: nil)
    case .builtIn: .certificateNotTrusted(detail: detail(code))
    }
  }

  private func detail(_ code: CURLcode) -> String {
    let text = String(cString: message)
    return Printable.escaped(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
  }
}
