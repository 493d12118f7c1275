/// Changes single values of a TOML file line by line: comments, order and everything else stay as they are.
///
/// It understands the plain form that stigmerup's files have (`[table]` headers, one `key = value` a line, arrays that may
/// run over several lines); the caller parses the result afterwards, so that an edit which went wrong is an error.
package struct TOMLEditor {
  private var lines: [String]

  package init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
  }

  /// The edited file, with a line feed at its end.
  package var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  /// Sets `key` in `table` (`""` for the keys before the first header) to a value written as TOML.
  ///
  /// A comment behind the old value stays.
  package mutating func set(_ key: String, in table: String, to value: String) {
    let section = sectionRange(table)
    guard let section else {
      if !lines.isEmpty { lines.append("") }
      lines += ["[\(table)]", "\(key) = \(value)"]
      return
    }
    if let place = entryRange(key, in: section) {
      let comment = Self.comment(of: lines[place.upperBound - 1])
      lines.replaceSubrange(place, with: ["\(key) = \(value)\(comment)"])
    } else {
      var end = section.upperBound
      while end > section.lowerBound, Self.trimmed(lines[end - 1]).isEmpty { end -= 1 }
      lines.insert("\(key) = \(value)", at: end)
    }
  }

  /// Removes `key` from `table`; one that is not there is fine.
  package mutating func remove(_ key: String, from table: String) {
    guard let section = sectionRange(table), let place = entryRange(key, in: section) else {
      return
    }
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

  // MARK: finding

  /// The lines that belong to a table, its header left out.
  private func sectionRange(_ table: String) -> Range<Int>? {
    var start = 0
    if !table.isEmpty {
      guard let header = lines.firstIndex(where: { Self.header(of: $0) == table }) else {
        return nil
      }
      start = header + 1
    }
    let end = lines[start...].firstIndex { Self.header(of: $0) != nil } ?? lines.endIndex
    return start..<end
  }

  /// The lines of one entry: more than one when its array runs over several.
  private func entryRange(_ key: String, in section: Range<Int>) -> Range<Int>? {
    guard let first = section.first(where: { Self.key(of: lines[$0]) == key }) else { return nil }
    var depth = Self.bracketBalance(lines[first])
    var end = first + 1
    while depth > 0, end < section.upperBound {
      depth += Self.bracketBalance(lines[end])
      end += 1
    }
    return first..<end
  }

  private static func header(of line: String) -> String? {
    let text = trimmed(withoutComment(line))
    guard text.hasPrefix("["), text.hasSuffix("]"), !text.hasPrefix("[[") else { return nil }
    return trimmed(String(text.dropFirst().dropLast()))
  }

  private static func key(of line: String) -> String? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let name = trimmed(String(line[..<equals]))
    return name.trimmingQuotes
  }

  private static func bracketBalance(_ line: String) -> Int {
    var balance = 0
    scan(line) { character in
      if character == "[" { balance += 1 }
      if character == "]" { balance -= 1 }
    }
    return balance
  }

  /// The comment at a line's end, with the blanks before it.
  private static func comment(of line: String) -> String {
    let content = withoutComment(line)
    guard content.count < line.count else { return "" }
    let blanks = content.reversed().prefix { $0 == " " || $0 == "\t" }
    return String(blanks.reversed()) + line.dropFirst(content.count)
  }

  private static func withoutComment(_ line: String) -> String {
    var end = line.endIndex
    var position = line.startIndex
    var quote: Character?
    while position < line.endIndex {
      let character = line[position]
      if let open = quote {
        if character == "\\" && open == "\"" {
          position = line.index(after: position)
        } else if character == open {
          quote = nil
        }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        end = position
        break
      }
      guard position < line.endIndex else { break }
      position = line.index(after: position)
    }
    return String(line[..<end])
  }

  /// Calls `each` for the characters outside strings and comments.
  private static func scan(_ line: String, each: (Character) -> Void) {
    var quote: Character?
    var isEscaped = false
    for character in withoutComment(line) {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" && open == "\"" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "\"" || character == "'" {
        quote = character
      } else {
        each(character)
      }
    }
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank = { (character: Character) in
      character == " " || character == "\t" || character == "\r" || character == "\r\n"
    }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
