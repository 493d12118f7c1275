import ArgumentParser
import Model
import Publisher

struct ChannelPublish: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Make a release the current one of a channel.",
    discussion: """
      Shows what changes, asks, and signs with the keys of the channel, snapshot and timestamp. The \
      first time seals the draft: it never changes again.

      Example:
        stigmerup-publish channel publish 1.0.0 --to stable \\
          --repo repo --keys keys
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "The release's version.")
  var version: String

  @Option(help: ArgumentHelp("stable, beta, dev or stigmerup.", valueName: "channel"))
  var to: String

  func run(in context: Context) throws -> ExitStatus {
    let (version, channels) = try ArgumentReading.release(version, [to]) { version, channel in
      "stigmerup-publish channel publish \(version) --to \(channel)"
    }
    return try ChannelTransaction(
      context: context, repository: repository, keys: keys, confirmation: confirmation,
      command: "stigmerup-publish channel publish \(version) --to \(channels[0])"
    ).run { try $0.planPublishing(version, to: channels[0]) }
  }
}
