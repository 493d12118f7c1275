import ArgumentParser
import Model
import Publisher

struct ChannelPromote: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Make a release of one channel the current one of another: the same bytes.",
    discussion: """
      Nothing is rebuilt or copied: the other channel names the same manifest. Shows what changes, \
      asks, and signs. Where the channel's keys are on several machines, --draft FILE writes the \
      change to a file; each signs it ('sign'), and 'publish' completes it.

      Keys: those of the channel it goes to, snapshot and timestamp; with --draft none.

      Example:
        stigmerup-publish channel promote 1.1.0 --from beta --to stable \\
          --repo repo --keys keys
        stigmerup-publish channel promote 1.1.0 --from beta --to stable \
          --draft stable.draft
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "The release's version.")
  var version: String

  @Option(help: ArgumentHelp("The channel that lists it.", valueName: "channel"))
  var from: String

  @Option(help: ArgumentHelp("The channel that it goes to.", valueName: "channel"))
  var to: String

  @Option(
    help: ArgumentHelp(
      "Write the change to a file for several people to sign ('sign'), and sign nothing.",
      valueName: "file"))
  var draft: String?

  func run(in context: Context) throws -> ExitStatus {
    let other = Version(typed: from) == nil ? from : to
    let (version, channels) = try ArgumentReading.release(version, [from, to]) { version, channel in
      let (from, to) = Version(typed: self.from) == nil ? (other, channel) : (channel, other)
      return "stigmerup-publish channel promote \(version) --from \(from) --to \(to)"
    }
    let (source, target) = (channels[0], channels[1])
    return try ChannelTransaction(
      context: context, repository: repository, keys: keys, signing: signing,
      confirmation: confirmation, draft: draft,
      command: "stigmerup-publish channel promote \(version) --from \(source) --to \(target)"
    ).run { try $0.planPromotion(of: version, from: source, to: target) }
  }
}
