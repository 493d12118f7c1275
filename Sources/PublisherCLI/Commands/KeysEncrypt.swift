import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct KeysEncrypt: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrypt",
    abstract: "Encrypt the secret keys of a folder, or change their passphrase.",
    discussion: """
      Keys that are encrypted already keep their passphrase, unless --change is given: then the \
      present one is \(Passphrase.variable), or asked, and the new one is \
      \(Passphrase.newVariable), or asked. Each file changes in one step.

      Keys: those of the folder, or of the roles that are named.

      Example:
        stigmerup-publish keys encrypt --keys keys
        stigmerup-publish keys encrypt root targets --change --keys keys
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var keys: KeysOption

  @Argument(help: "The roles whose keys are meant (default: all).")
  var roles: [String] = []

  @Flag(help: "Give keys that are encrypted already a new passphrase.")
  var change = false

  func run(in context: Context) throws -> ExitStatus {
    let folder = try context.keys(keys)
    let files = try KeySelection(folder).files(of: roles)
      .filter { try change || !folder.isEncrypted($0) }
    guard !files.isEmpty else {
      context.console.result("all keys are encrypted already")
      return .done
    }
    // All are opened before the first is written.
    let opened = try files.map { ($0, try folder.key(in: $0)) }
    let passphrase = try Passphrase(context.world).newValue(changing: change)
    for (file, key) in opened { try folder.rewrite(file, key, passphrase: passphrase) }
    context.console.result("encrypted: \(files.map(\.name).joined(separator: ", "))")
    return .done
  }
}
