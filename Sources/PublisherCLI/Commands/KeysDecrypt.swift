import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct KeysDecrypt: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "decrypt",
    abstract: "Take the encryption off the secret keys of a folder.",
    discussion: """
      Keys: those of the folder, or of the roles that are named, and their passphrase.

      Example:
        stigmerup-publish keys decrypt snapshot timestamp --keys keys
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var keys: KeysOption

  @Argument(help: "The roles whose keys are meant (default: all).")
  var roles: [String] = []

  func run(in context: Context) throws -> ExitStatus {
    let folder = try context.keys(keys)
    let files = try KeySelection(folder).files(of: roles).filter { try folder.isEncrypted($0) }
    let opened = try files.map { ($0, try folder.key(in: $0)) }
    for (file, key) in opened { try folder.rewrite(file, key, passphrase: nil) }
    context.console.result(
      files.isEmpty
        ? "no key is encrypted" : "decrypted: \(files.map(\.name).joined(separator: ", "))")
    return .done
  }
}
