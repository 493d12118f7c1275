/// Changes single values of a TOML file line by line: comments, order, line ends and everything else stay as they are.
///
/// It understands the plain form that stigmerup's files have (`[table]` headers, one `key = value` a line; values may run over
/// several lines). Another form of the same thing (dotted keys, inline tables) it takes for absent and writes the plain one
/// beside it; the caller parses the result afterwards, and TOML refuses such doubles, so that an edit which went wrong is an error.
package struct TOMLEditor {
  private struct Line {
    var content: String
    /// A line feed, or a carriage return and one.
    var ending: String

    var isBlank: Bool { content.utf8.allSatisfy(TOMLEditor.isBlank) }
    var isComment: Bool { content.utf8.first { !TOMLEditor.isBlank($0) } == UInt8(ascii: "#") }
  }

  private enum Role: Equatable {
    /// `nil` for the header of an array of tables.
    case header(String?)
    case entry(key: String, lineCount: Int, commentOffset: Int)
    /// A blank line, a comment, the rest of a value, or something else.
    case other
  }

  private static let byteOrderMark = "\u{FEFF}"

  private let mark: String
  private var lines: [Line] = []

  package init(_ text: String) {
    mark = text.unicodeScalars.first == "\u{FEFF}" ? Self.byteOrderMark : ""
    var parts = text.utf8.dropFirst(mark.utf8.count)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if parts.last?.isEmpty ?? false { parts.removeLast() }
    for part in parts {
      let hasReturn = part.last == UInt8(ascii: "\r")
      lines.append(
        Line(
          content: String(decoding: hasReturn ? part.dropLast() : part, as: UTF8.self),
          ending: hasReturn ? "\r\n" : "\n"))
    }
  }

  /// The edited file, with a line feed at its end.
  package var text: String { mark + lines.map { $0.content + $0.ending }.joined() }

  /// Sets `key` in `table` (`""` for the keys before the first header) to a value written as TOML.
  ///
  /// A comment behind the old value stays.
  package mutating func set(_ key: String, in table: String, to value: String) {
    let roles = roles()
    guard let section = Self.section(table, in: roles) else { return append(key, table, value) }
    guard let (place, commentOffset) = Self.entry(key, in: section, of: roles) else {
      return insert("\(key) = \(value)", at: endOfContent(of: section))
    }
    let first = lines[place.lowerBound]
    let indentation = String(
      decoding: first.content.utf8.prefix(while: Self.isBlank), as: UTF8.self)
    let comment = Self.comment(of: lines[place.upperBound - 1].content, from: commentOffset)
    lines.replaceSubrange(
      place,
      with: [Line(content: "\(indentation)\(key) = \(value)\(comment)", ending: first.ending)])
  }

  /// Removes `key` from `table`; one that is not there is fine.
  package mutating func remove(_ key: String, from table: String) {
    let roles = roles()
    guard let section = Self.section(table, in: roles),
      let (place, _) = Self.entry(key, in: section, of: roles)
    else { return }
    lines.removeSubrange(place)
  }

  /// `text` as a TOML basic string.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  package static func quoted(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }

  /// The line, from 1, where a key before the first header is set, or where the table of that name begins.
  package func lineNumber(of name: String) -> Int? {
    let index = roles().firstIndex { role in
      switch role {
      case .entry(let key, _, _): Self.isPart(key, of: name)
      case .header(let table?): Self.isPart(table, of: name)
      default: false
      }
    }
    return index.map { $0 + 1 }
  }

  /// Whether a name is `top`, or below it: `top.x`.
  private static func isPart(_ name: String, of top: String) -> Bool {
    name == top || name.hasPrefix("\(top).")
  }

  // MARK: changing

  private mutating func insert(_ content: String, at index: Int) {
    lines.insert(Line(content: content, ending: lines.first?.ending ?? "\n"), at: index)
  }

  private mutating func append(_ key: String, _ table: String, _ value: String) {
    if let last = lines.last, !last.isBlank { insert("", at: lines.endIndex) }
    insert("[\(table)]", at: lines.endIndex)
    insert("\(key) = \(value)", at: lines.endIndex)
  }

  /// Before the blank lines at a section's end, and before a comment that stands right above the next header.
  private func endOfContent(of section: Range<Int>) -> Int {
    var end = section.upperBound
    if end < lines.endIndex {
      while end > section.lowerBound, lines[end - 1].isComment { end -= 1 }
    }
    while end > section.lowerBound, lines[end - 1].isBlank { end -= 1 }
    return end
  }

  // MARK: finding

  private func roles() -> [Role] {
    var roles = [Role](repeating: .other, count: lines.count)
    var index = 0
    while index < lines.count {
      let first = index
      var scanner = TOMLScanner()
      var commentOffset = scanner.read(Array(lines[index].content.utf8))
      let start = Array(lines[index].content.utf8.prefix(commentOffset))
      index += 1
      if let header = Self.header(start) {
        roles[first] = header
        continue
      }
      guard let key = Self.key(start) else { continue }
      while scanner.isInsideValue, index < lines.count {
        commentOffset = scanner.read(Array(lines[index].content.utf8))
        index += 1
      }
      roles[first] = .entry(key: key, lineCount: index - first, commentOffset: commentOffset)
    }
    return roles
  }

  /// The lines that belong to a table, its header left out.
  private static func section(_ table: String, in roles: [Role]) -> Range<Int>? {
    var start = 0
    if !table.isEmpty {
      guard let header = roles.firstIndex(of: .header(table)) else { return nil }
      start = header + 1
    }
    let end = roles[start...].firstIndex { if case .header = $0 { true } else { false } }
    return start..<(end ?? roles.endIndex)
  }

  private static func entry(
    _ wanted: String, in section: Range<Int>, of roles: [Role]
  ) -> (place: Range<Int>, commentOffset: Int)? {
    for index in section {
      if case .entry(wanted, let count, let offset) = roles[index] {
        return (index..<index + count, offset)
      }
    }
    return nil
  }

  private static func header(_ line: [UInt8]) -> Role? {
    let text = trimmed(line)
    guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return nil }
    let isArray = text.dropFirst().first == UInt8(ascii: "[")
    return .header(isArray ? nil : name(trimmed(text.dropFirst().dropLast())))
  }

  private static func key(_ line: [UInt8]) -> String? {
    let text = trimmed(line)
    let isQuoted = text.first == UInt8(ascii: "\"") || text.first == UInt8(ascii: "'")
    let quotedEnd =
      isQuoted ? text.dropFirst().firstIndex { $0 == text.first } : text.startIndex
    guard let quotedEnd, let equals = text[quotedEnd...].firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    return name(trimmed(text[..<equals]))
  }

  /// A bare or a quoted name; one with escapes in it is left as it is, and so is nobody's.
  private static func name(_ text: ArraySlice<UInt8>) -> String {
    let isQuoted =
      text.count >= 2 && text.first == text.last
      && (text.first == UInt8(ascii: "\"") || text.first == UInt8(ascii: "'"))
    return String(decoding: isQuoted ? text.dropFirst().dropLast() : text, as: UTF8.self)
  }

  /// The comment at a line's end, with the blanks before it.
  private static func comment(of line: String, from offset: Int) -> String {
    let bytes = Array(line.utf8)
    guard offset < bytes.count else { return "" }
    let blanks = bytes[..<offset].reversed().prefix(while: isBlank).count
    return String(decoding: bytes[(offset - blanks)...], as: UTF8.self)
  }

  private static func trimmed(_ text: some Collection<UInt8>) -> ArraySlice<UInt8> {
    var text = Array(text)[...]
    while let first = text.first, isBlank(first) { text = text.dropFirst() }
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
