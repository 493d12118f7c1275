import ArgumentParser

/// `stigmerup-publish channel …`: what people get.
struct ChannelCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channel",
    abstract: "Publish and promote releases, and look at the channels.",
    discussion: """
      Example:
        stigmerup-publish channel publish 1.1.0 --to beta
        stigmerup-publish channel promote 1.1.0 --from beta --to stable
      """,
    subcommands: [ChannelPublish.self, ChannelPromote.self, ChannelShow.self])
}
