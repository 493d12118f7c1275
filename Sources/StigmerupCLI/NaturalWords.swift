/// Words that other version managers have for what stigmerup calls otherwise: each is answered with
/// the right command.
enum NaturalWords {
  private static let commands = [
    "upgrade": "stigmerup update",
    "use": "stigmerup default SELECTOR; for this folder: stigmerup pin SELECTOR",
    "switch": "stigmerup default SELECTOR; for this folder: stigmerup pin SELECTOR",
    "ls": "stigmerup list",
    "remove": "stigmerup uninstall NAME",
    "rm": "stigmerup uninstall NAME",
    "outdated": "stigmerup check",
    "info": "stigmerup show",
    "downgrade": "stigmerup rollback; to any other version: stigmerup default VERSION",
    "versions": "stigmerup list; what can be installed: stigmerup list --available",
  ]

  /// - Parameter words: What the parser refused.
  static func answer(_ words: [String]) -> UsageError? {
    let isInGroup = words.first == "toolchain" || words.first == "self"
    guard let word = words.dropFirst(isInGroup ? 1 : 0).first, let command = commands[word] else {
      return nil
    }
    if words.first == "self" {
      return answerForSelf(word)
    }
    return .naturalWord(isInGroup ? "toolchain \(word)" : word, command: command)
  }

  private static func answerForSelf(_ word: String) -> UsageError? {
    switch word {
    case "upgrade": .naturalWord("self \(word)", command: "stigmerup self update")
    case "remove", "rm": .naturalWord("self \(word)", command: "stigmerup self uninstall")
    default: nil
    }
  }
}
