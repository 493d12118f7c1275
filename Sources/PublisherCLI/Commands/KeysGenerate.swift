import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage
import Trust

struct KeysGenerate: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a new secret key on this machine, and its public half beside it.",
    discussion: """
      PKCS#8 in PEM, mode 0600; the public half goes to whoever edits the role. By default \
      ed25519. In a folder of keys a role's files are named stable.pem, stable-2.pem, …

      Keys: none.

      Example:
        stigmerup-publish keys generate alice-root.pem --encrypt
        stigmerup-publish keys generate keys/stable-2.pem --type rsassa-pss-sha256
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var type: KeyTypeOption

  @Argument(help: "The file to write, NAME.pem; the public half is NAME.pub.pem.")
  var file: String

  @Flag(help: "Encrypt it with a passphrase ($STIGMERUP_PUBLISH_PASSPHRASE, or asked).")
  var encrypt = false

  func run(in context: Context) throws -> ExitStatus {
    let path = try context.world.absolute(file)
    guard let name = path.lastComponent?.string, name.hasSuffix(".pem"), name != ".pem",
      !name.hasSuffix(KeyFile.publicSuffix)
    else { throw UsageError.notA(file, option: "FILE", example: "a name such as alice-root.pem") }
    let publicName = String(name.dropLast(".pem".count)) + KeyFile.publicSuffix
    let folder = try Directory.making(path.removingLastComponent(), mode: 0o700)
    for name in [name, publicName] where try folder.status(name) != nil {
      throw CeremonyError.fileIsThere(folder.path.appending(name).string)
    }
    let key = try SecretKey.generate(try type.kind ?? .ed25519)
    let passphrase = encrypt ? try Passphrase(context.world).newValue() : nil
    try folder.writeFile(name, try key.pem(passphrase: passphrase), mode: 0o600)
    try folder.writeFile(publicName, Array((key.publicKey.pem ?? "").utf8))
    try folder.flush()
    context.console.result("key \(key.publicKey.id)  \(key.publicKey.schemeName)")
    context.console.note(
      "secret: \(ShellWord.quoted(path.string))\(encrypt ? " (encrypted)" : "")")
    context.console.note(
      "public: \(ShellWord.quoted(folder.path.appending(publicName).string)): hand this one out")
    return .done
  }
}
