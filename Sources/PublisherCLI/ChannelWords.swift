import Model

/// `channel publish stable 1.0.0`: words that say what is meant, without the options that they belong to.
struct ChannelWords {
  /// The command as it is written; `nil` when the words do not say enough, or no channel lacks its option.
  let command: String?

  init(_ words: [String]) {
    command = words.first == "channel" ? Self.command(Array(words.dropFirst())) : nil
  }

  private static func command(_ words: [String]) -> String? {
    let rest = words.dropFirst()
    let channels = rest.filter { ChannelName(rawValue: $0) != nil }
    let isBare = rest.indices.contains { index in
      ChannelName(rawValue: rest[index]) != nil && !["--to", "--from"].contains(words[index - 1])
    }
    guard isBare else { return nil }
    let version = rest.lazy.compactMap { Version(typed: $0) }.first?.description ?? "VERSION"
    switch (words.first, channels.count) {
    case ("publish", 1): return "stigmerup-publish channel publish \(version) --to \(channels[0])"
    case ("promote", 2):
      return
        "stigmerup-publish channel promote \(version) --from \(channels[0]) --to \(channels[1])"
    default: return nil
    }
  }
}
