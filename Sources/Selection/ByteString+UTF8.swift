extension ByteString {
  /// Whether this is well-formed UTF-8 (Unicode 15, table 3-7), as a TOML file must be. By hand: `String` would bring
  /// its tables into the shim.
  var isUTF8: Bool {
    var rest = bytes[...]
    while let first = rest.popFirst() {
      if first < 0x80 { continue }
      guard let following = Self.following(first), rest.count >= following.count,
        following.range.contains(rest[rest.startIndex]),
        rest.prefix(following.count).allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return false }
      rest = rest.dropFirst(following.count)
    }
    return true
  }

  /// How many bytes follow, and what the first of them may be: no overlong forms, surrogates, or more than U+10FFFF.
  private static func following(_ first: UInt8) -> (count: Int, range: ClosedRange<UInt8>)? {
    switch first {
    case 0xC2...0xDF: (1, 0x80...0xBF)
    case 0xE0: (2, 0xA0...0xBF)
    case 0xED: (2, 0x80...0x9F)
    case 0xE1...0xEF: (2, 0x80...0xBF)
    case 0xF0: (3, 0x90...0xBF)
    case 0xF1...0xF3: (3, 0x80...0xBF)
    case 0xF4: (3, 0x80...0x8F)
    default: nil
    }
  }
}
