import ArgumentParser

/// `stigmerup-publish role …` (or `root …`): who may sign.
struct RoleCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Look at who may sign for each role, and change it by a draft (also: root).",
    discussion: """
      Example:
        stigmerup-publish role show --repo repo
        stigmerup-publish root edit --draft root.draft --repo repo \\
          --add-key root=bob.pub.pem --threshold root=2
      """,
    subcommands: [RoleEditCommand.self, RoleShow.self], aliases: ["root"])
}
