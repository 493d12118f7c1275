import ArgumentParser
import Model

/// The root of the commands.
struct Stigmerup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stigmerup",
    abstract: "Install stigmer, keep it up to date, and choose which version runs where.",
    discussion: """
      Examples:
        stigmerup update               bring every channel to its current release
        stigmerup default beta         run beta wherever nothing else is selected
        stigmerup pin 1.4              fix this project to 1.4
        stigmer +stable server         one run with another version
      """,
    version: "stigmerup \(ManagerVersion.text)",
    subcommands: [
      Install.self, Uninstall.self, List.self, Link.self, Update.self, Check.self,
      RollbackCommand.self, HistoryCommand.self, Default.self, Show.self, Which.self, Verify.self,
      Run.self, Pin.self, OverrideCommands.self, ToolchainCommands.self, SettingsCommands.self,
      CleanUpCommand.self,
      SelfCommands.self, Init.self,
    ])
}
