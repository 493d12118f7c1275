import ArgumentParser
import Host
import Model

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
    if StigmerupPublish.exitCode(for: error) == .success {
      let text = StigmerupPublish.fullMessage(for: error)
      console.result(String(text.reversed().drop { $0 == "\n" }.reversed()))
      return ExitStatus.done.rawValue
    }
    let text =
      unknownCommand.map { ErrorText($0) }
      ?? ErrorText(message: message, hint: ChannelWords(words).command ?? help)
    text.print(on: console)
    return ExitStatus.usage.rawValue
  }

  private var message: String {
    let message = StigmerupPublish.message(for: error)
    guard let first = message.first else { return "the arguments cannot be understood" }
    return first.lowercased() + message.dropFirst()
  }

  /// The first word that should name a command and does not.
  private var unknownCommand: UsageError? {
    Self.unknown(words[...], below: StigmerupPublish.self, path: "stigmerup-publish")
  }

  private static func unknown(
    _ words: ArraySlice<String>, below group: any ParsableCommand.Type, path: String
  ) -> UsageError? {
    let known = group.configuration.subcommands
    guard let word = words.first, !known.isEmpty, !word.hasPrefix("-"), word != "help" else {
      return nil
    }
    for command in known
    where command.configuration.commandName == word
      || command.configuration.aliases.contains(word)
    {
      return unknown(words.dropFirst(), below: command, path: "\(path) \(word)")
    }
    let near = Suggestion.nearest(
      to: word, among: known.compactMap { $0.configuration.commandName })
    return .unknownCommand("\(path) \(word)", meant: near.map { "\(path) \($0)" })
  }

  /// The parser's own last line names the command whose help explains.
  private var help: String {
    let quoted = StigmerupPublish.fullMessage(for: error).split(separator: "\n").last?
      .split(separator: "'", maxSplits: 2)
    guard let quoted, quoted.count == 3, quoted[0].hasSuffix("See ") else {
      return "stigmerup-publish --help"
    }
    return String(quoted[1])
  }
}
