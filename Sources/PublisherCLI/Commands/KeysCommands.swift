import ArgumentParser

/// `stigmerup-publish keys …`: secret keys.
struct KeysCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Make, look at, encrypt and replace secret keys.",
    discussion: """
      Example:
        stigmerup-publish keys generate alice-root.pem --encrypt
        stigmerup-publish keys list --repo repo --keys keys
        stigmerup-publish keys rotate stable --repo repo --keys keys
      """,
    subcommands: [
      KeysGenerate.self, KeysList.self, KeysEncrypt.self, KeysDecrypt.self, KeysRotate.self,
    ])
}
