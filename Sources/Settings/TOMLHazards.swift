/// What the C++ parser would end the whole program at, found before it reads a file.
enum TOMLHazards {
  /// Far more than any file of stigmerup's has; a dotted key of twice as many names is as deep a nest of tables.
  private static let mostDots = 2000

  /// - Returns: What is wrong with a file that must not reach the parser, with the line.
  static func problem(in bytes: [UInt8]) -> String? {
    var dots = 0
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let text = line.drop { isBlank($0) || isByteOrderMark($0) }
      guard let first = text.first, first != UInt8(ascii: "#") else { continue }
      if first == UInt8(ascii: "["), !opensTable(text) {
        return "line \(index + 1): a table's name is missing after '['"
      }
      dots += text.reduce(0) { $1 == UInt8(ascii: ".") ? $0 + 1 : $0 }
      guard dots <= mostDots else { return "line \(index + 1): there are too many dots" }
    }
    return nil
  }

  /// The parser asserts that a name begins behind `[` or `[[`; so a line of an array within an array is refused, too.
  private static func opensTable(_ header: ArraySlice<UInt8>) -> Bool {
    var rest = header.dropFirst().drop(while: isBlank)
    if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst().drop(while: isBlank) }
    guard let byte = rest.first else { return false }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return true
    default: return "_-\"']".utf8.contains(byte)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isByteOrderMark(_ byte: UInt8) -> Bool {
    byte == 0xEF || byte == 0xBB || byte == 0xBF
  }
}
