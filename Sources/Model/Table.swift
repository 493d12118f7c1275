/// Rows of text in columns, two blanks apart; the last column is not padded.
package struct Table {
  private var rows: [[String]] = []
  private let indent: String

  package init(indent: Int = 0) { self.indent = String(repeating: " ", count: indent) }

  package mutating func add(_ cells: String...) { rows.append(cells) }

  package var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
