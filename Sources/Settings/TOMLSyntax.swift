/// The structure of a TOML file (TOML 1.0): where keys, values and tables stand, and how deep they are nested.
///
/// The C++ parser that reads the file afterwards asserts some of this, and recurses as deep as it goes: either would end
/// the program. What single values may be, escapes and doubles are left to it.
struct TOMLSyntax {
  /// Each name of a dotted key is a table within a table.
  static let deepestNesting = 64

  struct Problem: Error, Equatable {
    /// From 1.
    let line: Int
    let text: String
  }

  private let bytes: [UInt8]
  private var position = 0

  static func check(_ bytes: [UInt8]) throws(Problem) {
    var syntax = TOMLSyntax(bytes: bytes)
    try syntax.document()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  // MARK: lines

  private mutating func document() throws(Problem) {
    var tableDepth = 0
    while position < bytes.count {
      skipBlanks()
      if take("[") {
        tableDepth = try header()
      } else if let byte = peek, byte != UInt8(ascii: "#"), !isLineEnd {
        try pair(depth: tableDepth)
      }
      try endOfLine()
    }
  }

  /// - Returns: How deep the table is.
  private mutating func header() throws(Problem) -> Int {
    let isArray = take("[")
    skipBlanks()
    let depth = try key(depth: 0)
    skipBlanks()
    guard take("]"), !isArray || take("]") else { throw problem("']' is missing") }
    // An array of tables is one level more.
    return depth + (isArray ? 1 : 0)
  }

  private mutating func endOfLine() throws(Problem) {
    skipBlanks()
    skipComment()
    guard position < bytes.count else { return }
    guard takeLineEnd() else { throw problem("something follows at the line's end") }
  }

  private mutating func pair(depth: Int) throws(Problem) {
    let depth = try key(depth: depth)
    skipBlanks()
    guard take("=") else { throw problem("'=' is missing") }
    skipBlanks()
    try value(depth: depth)
  }

  /// - Returns: `depth` and one more for each name.
  private mutating func key(depth: Int) throws(Problem) -> Int {
    var depth = depth
    repeat {
      skipBlanks()
      try name()
      skipBlanks()
      depth += 1
      try check(depth)
    } while take(".")
    return depth
  }

  private mutating func name() throws(Problem) {
    guard let byte = peek else { throw problem("a name is missing") }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try string(quote: byte)
    }
    let start = position
    while let byte = peek, Self.isWordByte(byte) { position += 1 }
    guard position > start else { throw problem("a name is missing") }
  }

  // MARK: values

  private mutating func value(depth: Int) throws(Problem) {
    try check(depth)
    guard let byte = peek else { throw problem("a value is missing") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if bytes[position...].starts(with: repeatElement(byte, count: 3)) {
        try longString(quote: byte)
      } else {
        try string(quote: byte)
      }
    case UInt8(ascii: "["): try array(depth: depth + 1)
    case UInt8(ascii: "{"): try inlineTable(depth: depth + 1)
    default: try word()
    }
  }

  /// A number, `true` or `false`. Of dates and times, which nobody here has a use for, the parser asserts too much.
  private mutating func word() throws(Problem) {
    let start = position
    while let byte = peek, Self.isWordByte(byte) || "+:.".utf8.contains(byte) { position += 1 }
    let word = bytes[start..<position]
    guard !word.isEmpty else { throw problem("a value is missing") }
    let isDate =
      word.dropFirst(4).first == UInt8(ascii: "-") && word.prefix(4).allSatisfy(Self.isDigit)
    guard !isDate, !word.contains(UInt8(ascii: ":")) else {
      throw problem("a value should be text, a whole number, true or false")
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func array(depth: Int) throws(Problem) {
    position += 1
    skipBlankLines()
    while !take("]") {
      try value(depth: depth)
      skipBlankLines()
      guard take(",") || peek == UInt8(ascii: "]") else { throw problem("']' is missing") }
      skipBlankLines()
    }
  }

  private mutating func inlineTable(depth: Int) throws(Problem) {
    position += 1
    skipBlanks()
    if take("}") { return }
    repeat {
      try pair(depth: depth)
      skipBlanks()
    } while take(",")
    guard take("}") else { throw problem("'}' is missing") }
  }

  private mutating func string(quote: UInt8) throws(Problem) {
    position += 1
    while let byte = peek, !isLineEnd {
      position += 1
      if byte == quote { return }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), !isLineEnd { try escape() }
    }
    throw problem("a string does not end")
  }

  private mutating func longString(quote: UInt8) throws(Problem) {
    position += 3
    while let byte = peek {
      if bytes[position...].starts(with: repeatElement(quote, count: 3)) {
        // Up to two quotes before the closing three are content.
        position += bytes[position...].prefix(5).prefix { $0 == quote }.count
        return
      }
      position += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { try escape() }
    }
    throw problem("a string does not end")
  }

  /// The byte behind a backslash. A NUL would end the text in C++, and what follows would silently not count.
  private mutating func escape() throws(Problem) {
    let rest = bytes[min(position, bytes.count)...]
    guard !rest.starts(with: "u0000".utf8), !rest.starts(with: "U00000000".utf8) else {
      throw problem("it holds a NUL byte")
    }
    position += 1
  }

  // MARK: steps

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var isLineEnd: Bool {
    let rest = bytes[min(position, bytes.count)...]
    return rest.starts(with: "\n".utf8) || rest.starts(with: "\r\n".utf8)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func takeLineEnd() -> Bool {
    guard isLineEnd else { return false }
    position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
  }

  private mutating func skipComment() {
    guard peek == UInt8(ascii: "#") else { return }
    while peek != nil, !isLineEnd { position += 1 }
  }

  private mutating func skipBlankLines() {
    repeat {
      skipBlanks()
      skipComment()
    } while takeLineEnd()
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private func check(_ depth: Int) throws(Problem) {
    guard depth <= Self.deepestNesting else { throw problem("it is nested too deeply") }
  }

  private func problem(_ text: String) -> Problem {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return Problem(line: line, text: text)
  }
}
