/// Rows of text in columns, two blanks apart; the last column is not padded.
package struct Table {
  private var rows: [[String]] = []
  private let indent: String

  package init(indent: Int = 0) { self.indent = String(repeating: " ", count: indent) }

  package mutating func add(_ cells: String...) { rows.append(cells) }

  package var lines: [String] { lines(width: nil) }

  /// - Parameter width: The columns there are: the last cell of a row goes on in lines of its own, below where it
  ///   began. What has no blank, such as a path, is not broken. `nil` breaks nothing.
  package func lines(width: Int?) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.flatMap { row -> [String] in
      let start = row.indices.dropLast().reduce(indent) { line, column in
        line + Self.padded(row[column], to: widths[column] + 2)
      }
      let rest = String(repeating: " ", count: start.count)
      let room = width.map { max(Self.narrowest, $0 - start.count) } ?? .max
      let parts = Self.broken(row.last ?? "", room)
      return parts.enumerated().map { Self.trimmed(($0.offset == 0 ? start : rest) + $0.element) }
    }
  }

  /// A column that is narrower than this is not worth breaking lines for.
  private static let narrowest = 30

  private static func padded(_ cell: String, to width: Int) -> String {
    cell + String(repeating: " ", count: width - cell.count)
  }

  private static func broken(_ text: String, _ room: Int) -> [String] {
    guard text.count > room else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
