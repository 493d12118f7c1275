import ArgumentParser
import Model

/// `stigmerup-publish`: keys, metadata, releases, promotion.
struct StigmerupPublish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stigmerup-publish",
    abstract: "Turns built programs into signed channels that any static host can serve.",
    discussion: """
      Example, from nothing to a channel that people can install from:
        stigmerup-publish init repo --keys keys
        stigmerup-publish release add --repo repo --version 1.0.0 \\
          --platform linux-amd64 --component stigmer=build/stigmer \\
          --component agent-runner=dist/agent-runner
        stigmerup-publish channel publish 1.0.0 --to stable \\
          --repo repo --keys keys
        stigmerup-publish verify repo

      STIGMERUP_PUBLISH_REPO and STIGMERUP_PUBLISH_KEYS stand for --repo and --keys.
      Exit status: 0 done, 1 failed, 2 wrong arguments.
      """,
    version: "stigmerup-publish \(ManagerVersion.text)",
    subcommands: [
      Init.self, ReleaseCommands.self, ChannelCommands.self, KeysCommands.self, RoleCommands.self,
      Sign.self, Publish.self, Bootstrap.self, Refresh.self, Verify.self, Serve.self,
    ])
}
