import ArgumentParser

/// `stigmerup-publish release …`: drafts, which need no key.
struct ReleaseCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Pack built programs as releases, and look at those not published yet.",
    discussion: """
      A release is a draft until its first 'channel publish', and immutable afterwards.

      Example:
        stigmerup-publish release add --version 1.0.0 --platform linux-amd64 \\
          --component stigmer=PATH
      """,
    subcommands: [ReleaseAdd.self, ReleaseList.self, ReleaseShow.self, ReleaseRemove.self])
}
