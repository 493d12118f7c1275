private import Model

/// The one place where errors become text: `error: …`, and `hint: …` where there is something to
/// do.
package struct ErrorText {
  private static let longestLine = 1000
  private let message: String
  private let hint: String?

  package init(_ error: any Error) {
    if let error = error as? any UserError {
      self.init(message: error.message, hint: error.hint)
    } else {
      self.init(message: "\(error)", hint: nil)
    }
  }

  package init(message: String, hint: String?) {
    self.message = message
    self.hint = hint
  }

  package func print(on console: Console) {
    let word = console.colorsErrors ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    console.urgent(Self.lines(message, after: word, width: 7))
    if let hint { console.urgent(Self.lines(hint, after: "hint:", width: 6)) }
  }

  /// Lines after the first are indented to where the first begins; each is made safe for the
  /// terminal.
  package static func lines(_ text: String, after word: String, width: Int) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Printable.escaped(String($0), limit: longestLine) }
    while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    let indent = String(repeating: " ", count: width)
    return word + " " + lines.joined(separator: "\n" + indent)
  }
}
