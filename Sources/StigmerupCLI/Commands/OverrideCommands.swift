import ArgumentParser

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
