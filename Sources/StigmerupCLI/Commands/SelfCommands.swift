import ArgumentParser

/// `stigmerup self …`
struct SelfCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self",
    abstract: "Install, update and remove stigmerup itself.",
    discussion: """
      Example:
        stigmerup self update
      """,
    subcommands: [SelfInstall.self, SelfUpdateCommand.self, SelfUninstall.self])
}
