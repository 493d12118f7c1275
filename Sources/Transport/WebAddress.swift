private import Model

/// An `http` or `https` URL, taken apart as far as deciding about it needs.
///
/// Stricter than RFC 3986: what two parsers could read differently (a backslash, a blank, a control character, odd bytes in
/// the authority) is no address at all, so that what is checked here is what libcurl connects to.
package struct WebAddress: Hashable, Sendable {
  package enum Scheme: String, Sendable {
    case http
    case https
  }

  /// As given: this is what goes out.
  package let text: String
  package let scheme: Scheme
  /// In lower case; an IPv6 address in its brackets.
  package let host: String
  private let authorityAndRest: (authority: String, rest: String)

  package init?(_ text: String) {
    guard let (scheme, afterScheme) = Self.scheme(of: text),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let end = afterScheme.firstIndex { "/?#".contains($0) } ?? afterScheme.endIndex
    let authority = afterScheme[..<end]
    let hostAndPort = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    guard authority.utf8.allSatisfy(Self.isAuthorityByte),
      let host = Self.host(of: hostAndPort ?? authority)
    else { return nil }
    self.text = text
    self.scheme = scheme
    self.host = host
    authorityAndRest = (String(hostAndPort ?? authority), String(afterScheme[end...]))
  }

  /// Whether the host is this machine: the two addresses, and the name that libcurl never asks a resolver for.
  package var isLoopback: Bool { ["127.0.0.1", "localhost", "[::1]"].contains(host) }

  /// Whether stigmerup may talk to it at all: encrypted, or without leaving the machine.
  package var isAllowed: Bool { scheme == .https || isLoopback }

  var hasQueryOrFragment: Bool {
    authorityAndRest.rest.unicodeScalars.contains { $0 == "?" || $0 == "#" }
  }

  /// For messages: without user name and password, and without the query, which may hold a token.
  var printable: String {
    let path = Substring(
      authorityAndRest.rest.unicodeScalars.prefix { $0 != "?" && $0 != "#" })
    return Printable.escaped("\(scheme.rawValue)://\(authorityAndRest.authority)\(path)")
  }

  /// - Parameter path: Below this address, which has no `/` at its end.
  func appending(_ path: String) throws(FetchError) -> WebAddress {
    guard RelativePath(path) != nil,
      let address = WebAddress(text + "/" + PercentEncoding.encode(path))
    else { throw .badPath(path) }
    return address
  }

  package static func == (left: WebAddress, right: WebAddress) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private static func scheme(of text: String) -> (Scheme, Substring)? {
    guard let colon = text.firstIndex(of: ":"),
      let scheme = Scheme(rawValue: text[..<colon].lowercased()),
      text[colon...].hasPrefix("://")
    else { return nil }
    return (scheme, text[colon...].dropFirst(3))
  }

  private static func isAuthorityByte(_ byte: UInt8) -> Bool {
    isHostByte(byte) || "~!$&'()*+,;=:@%[]".utf8.contains(byte)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// - Returns: `nil` when the host is empty or odd, or the port is not in 1...65535.
  private static func host(of hostAndPort: Substring) -> String? {
    let host: Substring
    let afterHost: Substring
    if hostAndPort.hasPrefix("[") {
      guard let bracket = hostAndPort.firstIndex(of: "]") else { return nil }
      host = hostAndPort[...bracket]
      afterHost = hostAndPort[hostAndPort.index(after: bracket)...]
      let address = host.dropFirst().dropLast()
      guard !address.isEmpty, address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
      else { return nil }
    } else {
      host = hostAndPort.prefix { $0 != ":" }
      afterHost = hostAndPort[host.endIndex...]
      guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
    }
    if !afterHost.isEmpty {
      guard afterHost.hasPrefix(":"), afterHost.dropFirst().allSatisfy(\.isNumber),
        let port = Int(afterHost.dropFirst()), (1...65535).contains(port)
      else { return nil }
    }
    return host.lowercased()
  }
}
