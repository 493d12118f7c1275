extension JSON {
  /// The deepest nesting that ``init(parsing:)`` follows; metadata needs about ten.
  package static let deepestNesting = 64

  /// Parses one JSON text (RFC 8259) and nothing after it but white space.
  ///
  /// Refused, because signed documents must mean one thing only: numbers with a fraction or an exponent, `-0`,
  /// integers beyond 64 bits, a name that stands twice in an object, invalid UTF-8, lone surrogates, a byte order mark,
  /// nesting deeper than ``deepestNesting``.
  ///
  /// - Throws: ``JSONError`` with the byte where it went wrong.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    skipBlanks()
    let value = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw problem("something follows the document") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < JSON.deepestNesting else { throw problem("nested too deeply") }
    guard let byte = peek else { throw problem("the document ends early") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw problem("no JSON value starts here")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    let start = position
    position += 1
    var members: [(name: String, value: JSON)] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(JSON.Members()) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw problem("a member's name is missing") }
      let name = try string()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw problem("':' is missing") }
      skipBlanks()
      members.append((name, try value(depth: depth + 1)))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("'}' is missing") }
    guard let unique = JSON.Members(unsorted: members) else {
      throw JSONError(position: start, problem: "a name stands twice in one object")
    }
    return .object(unique)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      skipBlanks()
      elements.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("']' is missing") }
    return .array(elements)
  }

  private mutating func integer() throws(JSONError) -> Int {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let firstDigit = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    let digits = bytes[firstDigit..<position]
    if let next = peek, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(next) {
      throw problem("only whole numbers are allowed")
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0"), text != "-0",
      let value = Int(text)
    else { throw JSONError(position: start, problem: "not a whole number of 64 bits") }
    return value
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw problem("a string is not valid UTF-8")
        }
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        content += try escape()
      case 0..<0x20:
        throw problem("a control character stands unescaped in a string")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw problem("a string does not end")
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let byte = peek else { throw problem("a string does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw problem("unknown escape in a string")
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> [UInt8] {
    let first = try codeUnit()
    var value = UInt32(first)
    if (0xD800..<0xDC00).contains(first) {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        throw problem("half a surrogate pair")
      }
      let second = try codeUnit()
      guard (0xDC00..<0xE000).contains(second) else { throw problem("half a surrogate pair") }
      value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw problem("half a surrogate pair") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count else { throw problem("a string does not end") }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy(isHexDigit),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("'\\u' wants four hexadecimal digits") }
    position += 4
    return value
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[position...].starts(with: text.utf8) else {
      throw problem("no JSON value starts here")
    }
    position += text.utf8.count
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func problem(_ text: String) -> JSONError { JSONError(position: position, problem: text) }
}
