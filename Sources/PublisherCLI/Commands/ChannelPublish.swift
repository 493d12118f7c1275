import ArgumentParser
import Model
import Publisher

struct ChannelPublish: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Make a release the current one of a channel.",
    discussion: """
      Shows what changes, asks, and signs. The first time seals the release's draft: it never \
      changes again.

      Where the channel's keys are on several machines, write the change to a file (--draft FILE), \
      have each sign it ('sign'), and complete it by 'publish'.

      Keys: the channel's, snapshot and timestamp; with --draft none.

      Example:
        stigmerup-publish channel publish 1.0.0 --to stable \\
          --repo repo --keys keys
        stigmerup-publish channel publish 1.0.0 --to stable --draft stable.draft
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "The release's version.")
  var version: String

  @Option(help: ArgumentHelp("stable, beta, dev or stigmerup.", valueName: "channel"))
  var to: String

  @Option(
    help: ArgumentHelp(
      "Write the change to a file for several people to sign ('sign'), and sign nothing.",
      valueName: "file"))
  var draft: String?

  func run(in context: Context) throws -> ExitStatus {
    let (version, channels) = try ArgumentReading.release(version, [to]) { version, channel in
      "stigmerup-publish channel publish \(version) --to \(channel)"
    }
    return try ChannelTransaction(
      context: context, repository: repository, keys: keys, signing: signing,
      confirmation: confirmation, draft: draft,
      command: "stigmerup-publish channel publish \(version) --to \(channels[0])"
    ).run { try $0.planPublishing(version, to: channels[0]) }
  }
}
