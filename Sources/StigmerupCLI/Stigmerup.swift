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
      Install.self, Uninstall.self, List.self, Link.self, Update.self, Check.self, Default.self,
      Show.self, Which.self, Run.self, Pin.self, OverrideCommands.self, ToolchainCommands.self,
      SelfCommands.self, Init.self,
    ])
}

/// `stigmerup toolchain …`
struct ToolchainCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "toolchain",
    abstract: "Install, remove, list and link toolchains.",
    discussion: """
      Each of these has a short form without 'toolchain'.

      Example:
        stigmerup toolchain install 1.4.2
      """,
    subcommands: [Install.self, Uninstall.self, List.self, Link.self])
}

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

/// `stigmerup override …`
struct OverrideCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override",
    abstract: "Select a toolchain for a folder of this machine and everything below it.",
    discussion: """
      Example:
        stigmerup override set beta --path ~/app
      """,
    subcommands: [OverrideSet.self, OverrideUnset.self, OverrideList.self])
}
