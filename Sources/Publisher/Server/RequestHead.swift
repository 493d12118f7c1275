internal import Model

/// The head of an HTTP/1.x request (RFC 9112), as far as a server of files needs it.
struct RequestHead: Equatable {
  /// The most bytes of a head, the empty line at its end counted.
  static let longest = 16 << 10

  let method: String
  /// The path as it was sent, percent-encoded, without query.
  let path: String
  /// Whether the client may send another request on this connection.
  let keepsAlive: Bool
  /// Whether a body follows: it is never read.
  let hasBody: Bool
  private let fields: [String: String]

  /// The length of the first head in `bytes`, its empty line counted; `nil` while it has not ended.
  static func length(in bytes: [UInt8]) -> Int? {
    var lineStart = 0
    var hasBegun = false
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      let line = bytes[lineStart..<index]
      lineStart = index + 1
      if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) {
        // Empty lines before a request are skipped (RFC 9112 section 2.2).
        if hasBegun { return lineStart }
      } else {
        hasBegun = true
      }
    }
    return nil
  }

  /// - Parameter bytes: A whole head.
  /// - Returns: `nil` for what is not HTTP/1.0 or 1.1.
  init?(_ bytes: some Collection<UInt8>) {
    guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
      return nil
    }
    // "\r\n" is one character to Swift.
    let lines = text.split(whereSeparator: \.isNewline)
    guard let requestLine = lines.first else { return nil }
    let words = requestLine.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, ["HTTP/1.0", "HTTP/1.1"].contains(words[2]),
      let path = Self.path(ofTarget: words[1])
    else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
        !line[..<colon].contains(where: \.isWhitespace)
      else { return nil }
      let name = line[..<colon].lowercased()
      let value = Self.trimmed(line[line.index(after: colon)...])
      fields[name] = fields[name].map { "\($0), \(value)" } ?? value
    }
    if words[2] == "HTTP/1.1", fields["host"] == nil { return nil }
    method = String(words[0])
    self.path = path
    self.fields = fields
    let connection = Self.list(fields["connection"]).map { $0.lowercased() }
    keepsAlive =
      words[2] == "HTTP/1.1" ? !connection.contains("close") : connection.contains("keep-alive")
    hasBody = fields["transfer-encoding"] != nil || (fields["content-length"] ?? "0") != "0"
  }

  /// - Parameter name: In lower case.
  subscript(_ name: String) -> String? { fields[name] }

  /// Whether `If-None-Match` names this entity tag (RFC 9110 section 13.1.2).
  func alreadyHas(_ tag: String) -> Bool {
    Self.list(fields["if-none-match"]).contains { candidate in
      candidate == "*" || candidate == tag || candidate == "W/\(tag)"
    }
  }

  /// The origin form, or the absolute form that a client sends to a proxy.
  private static func path(ofTarget target: Substring) -> String? {
    var path = target.prefix { $0 != "?" && $0 != "#" }
    if path.lowercased().hasPrefix("http://") {
      let rest = path.dropFirst("http://".count)
      path = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }
    return path.hasPrefix("/") ? String(path) : nil
  }

  private static func list(_ value: String?) -> [Substring] {
    (value ?? "").split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
      .map { Substring($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
