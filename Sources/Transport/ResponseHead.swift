private import CCurl

/// The status line and those header fields of an HTTP answer that anybody here asks for.
package struct ResponseHead: Sendable {
  package private(set) var status = 0
  package private(set) var isComplete = false
  private var fields: [String: String] = [:]
  private var length = 0

  package init() {}

  /// The most bytes of header lines to accept: nothing that serves files sends as many.
  private static let lengthLimit = 256 << 10
  private static let wanted: Set<String> = [
    "content-length", "content-range", "content-type", "date", "etag", "last-modified",
    "retry-after",
  ]

  package var contentLength: Int? { fields["content-length"].flatMap(Int.init) }

  package var isWebPage: Bool {
    let type = fields["content-type"]?.lowercased() ?? ""
    return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
  }

  package var entityTag: String? { fields["etag"] }

  package var lastModified: String? { fields["last-modified"] }

  /// `Content-Range: bytes first-last/total` (RFC 9110 section 14.4). A total of `*` is `nil`.
  package var contentRange: (first: Int, last: Int, total: Int?)? {
    guard let field = fields["content-range"], field.lowercased().hasPrefix("bytes ") else {
      return nil
    }
    let parts = field.dropFirst("bytes ".count).split(separator: "/")
    guard parts.count == 2 else { return nil }
    let ends = parts[0].split(separator: "-")
    guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]) else { return nil }
    let total = Int(parts[1])
    guard total != nil || parts[1] == "*" else { return nil }
    return (first, last, total)
  }

  /// `Retry-After` in seconds (RFC 9110 section 10.2.3). A date is held against the server's own clock.
  package var retryAfter: Int? {
    guard let field = fields["retry-after"] else { return nil }
    if let seconds = Int(field) { return max(0, seconds) }
    let then = curl_getdate(field, nil)
    let now = fields["date"].map { curl_getdate($0, nil) } ?? -1
    return then >= 0 && now >= 0 ? max(0, then - now) : nil
  }

  /// - Parameter line: With its line end; the empty line ends the head. Later lines (trailers) do not count.
  /// - Returns: `false` when the head is longer than any honest one.
  package mutating func add(_ line: String) -> Bool {
    length += line.utf8.count
    guard length <= Self.lengthLimit else { return false }
    guard !isComplete else { return true }
    if line.hasPrefix("HTTP/") {
      // The reason behind the number may be missing, with its blank or without.
      let words = Self.trimmed(line[...]).split(separator: " ")
      status = words.dropFirst().first.flatMap { Int($0) } ?? 0
      fields = [:]
    } else if line.first?.isNewline ?? true {
      isComplete = status >= 200
    } else if let colon = line.firstIndex(of: ":") {
      let name = line[..<colon].lowercased()
      if Self.wanted.contains(name) {
        fields[name] = Self.trimmed(line[line.index(after: colon)...])
      }
    }
    return true
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
