/// Texts as words of a POSIX shell, for commands that are shown to be copied.
enum ShellWord {
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+=:@,".utf8.contains(byte)
      }
    }
    if isPlain && !text.isEmpty { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  /// Splits as a POSIX shell would, by blanks, quotes and backslashes; nothing is expanded.
  ///
  /// - Throws: ``UsageError/unfinishedQuote(_:)``.
  static func split(_ text: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (quote, character) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case ("\"", "\\"):
        guard let next = rest.popFirst() else { throw UsageError.unfinishedQuote(text) }
        word = (word ?? "") + ("\"\\$`".contains(next) ? "\(next)" : "\\\(next)")
      case (nil, "\\"):
        guard let next = rest.popFirst() else { throw UsageError.unfinishedQuote(text) }
        word = (word ?? "") + String(next)
      case (nil, " "), (nil, "\t"), (nil, "\n"):
        if let finished = word { words.append(finished) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw UsageError.unfinishedQuote(text) }
    return words + (word.map { [$0] } ?? [])
  }
}
