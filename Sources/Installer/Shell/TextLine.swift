/// One line of a file, as bytes: start files are in any encoding, and all of it is kept.
struct TextLine: Sendable, Equatable {
  var text: ArraySlice<UInt8>
  /// `\n`, `\r\n`, or nothing for a last line that has no end.
  var ending: ArraySlice<UInt8>

  /// All lines, of which nothing is lost; none for an empty file.
  static func split(_ content: [UInt8]) -> [TextLine] {
    var lines: [TextLine] = []
    var rest = content[...]
    while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let hasReturn = newline > rest.startIndex && rest[newline - 1] == UInt8(ascii: "\r")
      let end = hasReturn ? newline - 1 : newline
      lines.append(TextLine(text: rest[..<end], ending: rest[end...newline]))
      rest = rest[(newline + 1)...]
    }
    if !rest.isEmpty { lines.append(TextLine(text: rest, ending: [])) }
    return lines
  }

  /// How the file ends its lines: as its first one does.
  static func usualEnding(of lines: [TextLine]) -> ArraySlice<UInt8> {
    guard let first = lines.first, !first.ending.isEmpty else { return [UInt8(ascii: "\n")] }
    return first.ending
  }

  var isComment: Bool {
    text.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "#")
  }
}
