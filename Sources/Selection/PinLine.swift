/// One line of a pin file, read from left to right.
struct PinLine {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) {
    rest = line.last == Ascii.carriageReturn ? line.dropLast() : line
  }

  /// Whether nothing is left but a comment. A comment may hold anything but control characters.
  var isOver: Bool {
    guard let first = rest.first else { return true }
    return first == Ascii.hash && !rest.contains { $0.isControl && $0 != Ascii.tab }
  }

  mutating func skipBlanks() { rest = rest.drop(while: { $0.isBlank }) }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A bare key of lower-case letters; empty when there is none.
  mutating func word() -> ByteString {
    let word = rest.prefix { $0 >= 0x61 && $0 <= 0x7A }
    rest = rest.dropFirst(word.count)
    return ByteString(word)
  }

  /// A one-line string in which nothing is escaped, or nil.
  mutating func string() -> ByteString? {
    guard let quote = rest.first, quote == Ascii.doubleQuote || quote == Ascii.quote else {
      return nil
    }
    let content = rest.dropFirst().prefix { $0 != quote }
    let isPlain = !content.contains { $0.isControl || $0 == Ascii.backslash }
    guard isPlain, content.endIndex < rest.endIndex else { return nil }
    rest = rest[(content.endIndex + 1)...]
    return ByteString(content)
  }

  /// `[ "a", 'b', ]`, at most a hundred; false for anything else.
  mutating func componentNames() -> Bool {
    guard skip(Ascii.openBracket) else { return false }
    skipBlanks()
    var count = 0
    while !skip(Ascii.closeBracket) {
      count += 1
      guard count <= 100, let name = string(), Self.isComponentName(name) else { return false }
      skipBlanks()
      if skip(Ascii.comma) {
        skipBlanks()
      } else {
        return skip(Ascii.closeBracket)
      }
    }
    return true
  }

  /// 1 to 64 of `a-z 0-9 -`, beginning with a letter.
  private static func isComponentName(_ name: ByteString) -> Bool {
    guard let first = name.bytes.first, name.bytes.count <= 64, isLowerLetter(first) else {
      return false
    }
    return name.bytes.allSatisfy { isLowerLetter($0) || $0.isDigit || $0 == Ascii.hyphen }
  }

  private static func isLowerLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
