import ArgumentParser
import Host

/// What the parser throws: help that was asked for, or arguments that it does not understand.
struct ParsingFailure {
  private let error: any Error
  private let words: [String]

  init(_ error: any Error, words: [String]) {
    self.error = error
    self.words = words
  }

  /// - Returns: The exit status: 0 for help, 2 for everything else.
  func report() -> Int32 {
    let console = Console(environment: .ofProcess())
    if Stigmerup.exitCode(for: error) == .success {
      console.result(trimmed(Stigmerup.fullMessage(for: error)))
      return ExitStatus.done.rawValue
    }
    let text =
      NaturalWords.answer(words).map { ErrorText($0) }
      ?? ErrorText(message: message, hint: hint)
    text.print(on: console)
    return ExitStatus.usage.rawValue
  }

  private var message: String {
    let message = Stigmerup.message(for: error)
    guard let first = message.first else { return "the arguments cannot be understood" }
    return first.lowercased() + message.dropFirst()
  }

  /// The parser's own last line names the command whose help explains.
  private var hint: String {
    if let word = words.first, let near = Suggestion.nearest(to: word, among: Self.commandNames) {
      return "did you mean: stigmerup \(near)"
    }
    let quoted = Stigmerup.fullMessage(for: error).split(separator: "\n").last?
      .split(separator: "'", maxSplits: 2)
    guard let quoted, quoted.count == 3, quoted[0].hasSuffix("See ") else {
      return "stigmerup --help"
    }
    return String(quoted[1])
  }

  private static var commandNames: [String] {
    Stigmerup.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  private func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == "\n" }.reversed())
  }
}
