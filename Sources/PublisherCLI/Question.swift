import Host

/// A question to the person at the terminal, before anything is signed.
enum Question {
  /// - Parameter command: What to type to say yes in advance, without its `-y`.
  /// - Throws: ``RefusalError`` for every answer but yes, and where there is nobody to ask.
  static func ask(_ question: String, command: String) throws {
    guard let terminal = Terminal() else { throw RefusalError.cannotAsk(command: command) }
    let answer = terminal.ask("\(question) [y/N] ")?.lowercased()
    guard let answer, ["y", "yes"].contains(answer) else { throw RefusalError.declined }
  }
}
