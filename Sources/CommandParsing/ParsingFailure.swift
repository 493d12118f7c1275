package import ArgumentParser
private import Host
package import Model

/// What the parser throws: help that was asked for, or arguments that it does not understand. Told in the same words by
/// all programs.
package struct ParsingFailure {
  private let error: any Error
  private let words: [String]
  private let root: any ParsableCommand.Type

  /// - Parameters:
  ///   - words: The arguments as they were parsed.
  ///   - root: The program's own command.
  package init(_ error: any Error, words: [String], of root: any ParsableCommand.Type) {
    self.error = error
    self.words = words
    self.root = root
  }

  /// - Parameters:
  ///   - answer: What to say to these words rather than what is wrong with them.
  ///   - hint: What to type, where the program knows better than to show its help.
  /// - Returns: The exit status: 0 for help, 2 for everything else.
  package func report(answer: (any UserError)? = nil, hint: String? = nil) -> Int32 {
    let console = Console(environment: .ofProcess())
    if root.exitCode(for: error) == .success {
      console.result(HelpText(root.fullMessage(for: error)).text)
      return 0
    }
    let text =
      (answer ?? unknownCommand).map { ErrorText($0) }
      ?? ErrorText(message: message, hint: hint ?? help)
    text.print(on: console)
    return 2
  }

  private var message: String {
    let message = root.message(for: error)
    guard let first = message.first else { return "the arguments cannot be understood" }
    return first.lowercased() + message.dropFirst()
  }

  /// The first word that should name a command and does not.
  private var unknownCommand: UnknownCommand? {
    Self.unknown(words[...], below: root, path: program)
  }

  private var program: String { root.configuration.commandName ?? "" }

  private static func unknown(
    _ words: ArraySlice<String>, below group: any ParsableCommand.Type, path: String
  ) -> UnknownCommand? {
    let known = group.configuration.subcommands
    guard let word = words.first, !known.isEmpty, !word.hasPrefix("-"), word != "help" else {
      return nil
    }
    for command in known where command.configuration.commandName == word {
      return unknown(words.dropFirst(), below: command, path: "\(path) \(word)")
    }
    let near = Suggestion.nearest(
      to: word, among: known.compactMap { $0.configuration.commandName })
    return UnknownCommand(path: path, word: word, meant: near)
  }

  /// The parser's own last line names the command whose help explains.
  private var help: String {
    let quoted = root.fullMessage(for: error).split(separator: "\n").last?
      .split(separator: "'", maxSplits: 2)
    guard let quoted, quoted.count == 3, quoted[0].hasSuffix("See ") else {
      return "\(program) --help"
    }
    return String(quoted[1])
  }
}
