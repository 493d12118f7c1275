import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage

struct Init: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new repository, and the secret keys of all its roles.",
    discussion: """
      Both folders must be new or empty. The keys (PKCS#8, mode 0600) belong to whoever signs, and \
      never into the repository, which is served. Policies (stable.toml, beta.toml, …) say what \
      each channel demands; without them nothing is required. A channel whose policy wants several \
      signatures gets as many keys: give each to its owner.

      Keys: made here, one for each role and each signature that a policy wants.

      Example:
        stigmerup-publish init repo --keys keys
        stigmerup-publish init repo --keys /media/stick/keys --encrypt --policies channels
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var keys: KeysOption

  @Argument(
    help: ArgumentHelp(
      "The repository's folder (default: $STIGMERUP_PUBLISH_REPO).", valueName: "dir"))
  var directory: String?

  @Option(help: ArgumentHelp("A folder of policies, one file a channel.", valueName: "folder"))
  var policies: String?

  @Flag(help: "Encrypt the keys with a passphrase ($STIGMERUP_PUBLISH_PASSPHRASE, or asked).")
  var encrypt = false

  func run(in context: Context) throws -> ExitStatus {
    let repository = try context.path(
      directory, orVariable: RepositoryOption.variable, option: "DIR")
    let keyFolder = try keys.path(in: context)
    let policies = try policies.map {
      try Policies.load(from: try Directory(context.world.absolute($0)))
    }
    let initialization = RepositoryInitialization(
      repository: repository, keys: keyFolder, policies: policies ?? .builtIn, time: context.now)
    try initialization.check()
    try initialization.run(passphrase: encrypt ? try Passphrase(context.world).newValue() : nil)
    let console = context.console
    let (repositoryText, keysText) = (
      ShellWord.quoted(repository.string), ShellWord.quoted(keyFolder.string)
    )
    console.result("made the repository \(repositoryText), with its keys in \(keysText)")
    console.note("Keep the keys apart from it and from each other: whoever has them can sign.")
    console.note("Next:")
    console.note(
      "  export STIGMERUP_PUBLISH_REPO=\(repositoryText) STIGMERUP_PUBLISH_KEYS=\(keysText)")
    console.note(
      "  stigmerup-publish release add --version 1.0.0 --platform linux-amd64 --component stigmer=PATH"
    )
    console.note("  stigmerup-publish channel publish 1.0.0 --to stable")
    console.note(
      "  stigmerup-publish refresh    # before \(context.now.adding(days: Policies.onlineDays).date), and at least weekly"
    )
    return .done
  }
}
