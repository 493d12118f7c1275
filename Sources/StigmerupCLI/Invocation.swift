import Host

/// The arguments as they came, with what may stand before the command taken off: `+SELECTOR`, and
/// the global options.
struct Invocation {
  /// With its `+`.
  private(set) var plusSelector: String?
  private(set) var options = LeadingOptions()
  /// The rest: the command and what belongs to it.
  private(set) var words: [String]

  /// Global options given before the command's name.
  struct LeadingOptions {
    var isQuiet = false
    var isVerbose = false
    var isOffline = false
    var color: Console.ColorChoice?
  }

  init(_ arguments: [String]) {
    words = arguments
    if let first = words.first, first.hasPrefix("+") {
      plusSelector = first
      words.removeFirst()
    }
    while takeOption() {}
  }

  private mutating func takeOption() -> Bool {
    switch words.first {
    case "-q", "--quiet": options.isQuiet = true
    case "-v", "--verbose": options.isVerbose = true
    case "--offline": options.isOffline = true
    case "--color": return takeColor(words.dropFirst().first, words: 2)
    case let word? where word.hasPrefix("--color="):
      return takeColor(String(word.dropFirst(8)), words: 1)
    default: return false
    }
    words.removeFirst()
    return true
  }

  /// What is no color is left to the parser, which says so.
  private mutating func takeColor(_ text: String?, words count: Int) -> Bool {
    guard let text, let color = Console.ColorChoice(rawValue: text) else { return false }
    options.color = color
    words.removeFirst(count)
    return true
  }
}
