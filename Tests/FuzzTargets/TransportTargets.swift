import CCurl
import Transport

extension FuzzTarget {
  /// The host that is judged is the host that libcurl connects to.
  static let location = FuzzTarget(
    "location", longest: 512,
    words: [
      "https://", "http://", "HTTP://", "file://", "localhost", "127.0.0.1", "[::1]", "user:pw@",
      "@", ":443", ":0", "/", "//", "\\", "?", "#", "%2f", "%00", "..", "example.org", "\u{301}",
      "。", "xn--",
    ],
    seeds: {
      bytes([
        "https://example.org:8443/base/", "http://127.0.0.1:8080", "http://[::1]/x",
        "https://user:secret@example.org/x", "file:///srv/a%20b", "file://localhost/x", "/srv/x/",
        "http://localhost@example.org/", "https://example.org/x?token=1#f",
      ])
    },
    check: { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      if let location = try unlessRefused({ try RepositoryLocation(text) }) {
        try expect(
          !location.description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
          "its description prints a control character")
      }
      guard let address = WebAddress(text) else { return }
      try expect(
        address.isAllowed == (address.scheme == .https || address.isLoopback), "who may it be")
      guard let curl = CurlURL(address.text) else { return }
      // libcurl writes numeric addresses in their usual form: such a host is either exactly this machine or another one.
      let isNumeric = address.host.first.map { $0.isNumber || $0 == "[" } ?? false
      try expect(
        (curl.host == address.host || isNumeric && !address.isLoopback)
          && curl.isEncrypted == (address.scheme == .https),
        "libcurl goes to \(curl.host), and what was judged is \(address.host)")
    })

  /// An answer's header lines, as libcurl hands them over one by one.
  static let responseHead = FuzzTarget(
    "response-head", longest: 4096,
    words: [
      "HTTP/1.1 200 OK\r\n", "HTTP/2 206\r\n", "\r\n", "Content-Length: ", "Content-Range: bytes ",
      "0-9/10", "/*", "Retry-After: ", "Date: ", "Sun, 06 Nov 1994 08:49:37 GMT", "ETag: \"x\"",
      "Last-Modified: ", "Content-Type: text/html", "9223372036854775807", "-1",
    ],
    seeds: {
      bytes([
        "HTTP/1.1 206 Partial\r\nContent-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 503\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
          + "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT\r\n\r\n",
        "HTTP/2 429\r\nretry-after: 120\r\netag: W/\"x\"\r\ncontent-type: text/html; x\r\n\r\n",
      ])
    },
    check: { bytes in
      var head = ResponseHead()
      for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        guard head.add(String(decoding: line + [UInt8(ascii: "\n")], as: UTF8.self)) else { return }
      }
      try expect(head.retryAfter ?? 0 >= 0, "it asks to wait for the past")
      _ = head.retryAfter.map { Duration.seconds($0) > .seconds(60) }
      try expect(!head.isComplete || head.status >= 200, "it is complete without a status")
      if let range = head.contentRange {
        try expect(range.first >= 0 && range.last >= 0, "a range begins before the file")
      }
      for value in [head.entityTag, head.lastModified] {
        let validators = Validators(source: "x", entityTag: value, lastModified: value)
        for line in validators.requestHeaders {
          try expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "it adds header lines")
        }
      }
    })
}

/// A URL as libcurl takes it apart.
private struct CurlURL {
  let host: String
  let isEncrypted: Bool

  /// `nil` for what libcurl refuses.
  init?(_ text: String) {
    guard let url = curl_url() else { return nil }
    defer { curl_url_cleanup(url) }
    guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
      let scheme = Self.part(CURLUPART_SCHEME, of: url),
      let host = Self.part(CURLUPART_HOST, of: url)
    else { return nil }
    self.host = host.lowercased()
    isEncrypted = scheme == "https"
  }

  private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
