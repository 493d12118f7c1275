/// Tells, line by line, where a TOML file's values begin and end: what is within a string or comment never counts.
struct TOMLScanner {
  private var depth = 0
  /// The quote of a `"""` or `'''` string that is open.
  private var openQuote: UInt8?

  /// Whether the next line belongs to a value that began before it.
  var isInsideValue: Bool { depth > 0 || openQuote != nil }

  /// - Parameter line: Without its end.
  /// - Returns: Where its comment begins: an offset in bytes, `line.count` when it has none.
  mutating func read(_ line: [UInt8]) -> Int {
    var position = 0
    while position < line.count {
      if let openQuote {
        position = readMultiLine(line, from: position, openQuote)
        continue
      }
      let byte = line[position]
      switch byte {
      case UInt8(ascii: "#"): return position
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if Self.isTriple(line, at: position) {
          openQuote = byte
          position += 3
        } else {
          position = Self.endOfString(line, from: position)
        }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      position += 1
    }
    return line.count
  }

  private mutating func readMultiLine(_ line: [UInt8], from start: Int, _ quote: UInt8) -> Int {
    if line[start] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") { return start + 2 }
    guard line[start] == quote, Self.isTriple(line, at: start) else { return start + 1 }
    openQuote = nil
    // Up to two quotes before the closing three are content.
    return line[start...].prefix(5).prefix { $0 == quote }.endIndex
  }

  private static func isTriple(_ line: [UInt8], at position: Int) -> Bool {
    position + 3 <= line.count && line[position..<position + 3].allSatisfy { $0 == line[position] }
  }

  /// Behind the closing quote; the line's end when there is none.
  private static func endOfString(_ line: [UInt8], from start: Int) -> Int {
    let quote = line[start]
    var position = start + 1
    while position < line.count && line[position] != quote {
      position += line[position] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
    return min(position + 1, line.count)
  }
}
