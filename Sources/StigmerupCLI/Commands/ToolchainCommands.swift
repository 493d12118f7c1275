import ArgumentParser

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
