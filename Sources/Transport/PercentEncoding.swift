private import Model

/// Percent-encoding (RFC 3986 section 2.1).
enum PercentEncoding {
  /// `path` with every byte that a URL's path cannot hold written as `%XX`. A `%` stays: the path may be encoded already.
  static func encode(_ path: String) -> String {
    var result: [UInt8] = []
    for byte in path.utf8 {
      if isPathByte(byte) {
        result.append(byte)
      } else {
        result += Array("%\(Hex.encode([byte]).uppercased())".utf8)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// - Returns: `nil` for a `%` without two hexadecimal digits, for an encoded NUL, and for what is not UTF-8 then.
  static func decode(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self).lowercased()
      guard let value = Hex.decode(digits)?.first, value != 0 else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"?#\"<>\\^`{|}".utf8.contains(byte)
  }
}
