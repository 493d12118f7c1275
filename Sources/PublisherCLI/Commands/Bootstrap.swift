import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage
import Trust

struct Bootstrap: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "bootstrap",
    abstract: "Put stigmerup itself into the repository, and render and sign install.sh.",
    discussion: """
      Packs stigmerup, stigmer-shim and the newest root into stigmerup/<sha256>.tar.gz, names its \
      digest in install.sh, and signs that with the installer's key. Once for each platform; a new \
      root needs a new archive.

      Keys: installer.

      Example:
        stigmerup-publish bootstrap --platform linux-amd64 --program bin \\
          --url https://releases.example.org --repo repo --keys keys

      Who downloads install.sh checks it with the public half of the key, installer.pub.pem:
        openssl dgst -sha256 -verify installer.pub.pem -signature install.sh.sig \\
          install.sh
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions

  @Option(help: "linux-amd64, linux-arm64, darwin-amd64 or darwin-arm64.")
  var platform: String

  @Option(help: ArgumentHelp("The folder with stigmerup and stigmer-shim.", valueName: "folder"))
  var program: String

  @Option(
    help: ArgumentHelp(
      "Where clients find the repository (default: as before; at first, they are to be told).",
      valueName: "url"))
  var url: String?

  @Option(help: "stigmerup's version, where it cannot be asked here.")
  var version: String?

  func run(in context: Context) throws -> ExitStatus {
    let platform = try ArgumentReading.platform(platform)
    let given = try version.map { try ArgumentReading.version($0) }
    let programs = try context.world.absolute(program)
    let keys = try context.keys(keys, signing)
    let repository = try context.repository(repository, keys: keys)
    let signer = try keys.installerSigner()
    let writer = try context.writer(repository)
    let publication = BootstrapPublication(
      programs: programs, platform: platform,
      version: try given ?? ownVersion(programs, platform, writer), repository: url)
    let outcome = try publication.run(writer, signer: signer)
    report(outcome, context.console)
    reportKey(signer.publicKey, context.console)
    return .done
  }

  /// What the publisher's own page should show.
  private func reportKey(_ key: PublicKey, _ console: Console) {
    console.note("Who downloads install.sh checks it with this key, installer.pub.pem:")
    for line in (key.pem ?? "").split(separator: "\n") { console.note(String(line)) }
    console.note(
      "  openssl dgst -sha256 -verify installer.pub.pem -signature install.sh.sig install.sh")
  }

  private func ownVersion(
    _ programs: FilePath, _ platform: Platform, _ writer: RepositoryWriter
  ) throws -> Version {
    guard platform == Machine.platform else { throw UsageError.versionUnknown(platform) }
    return try writer.withEmptyFolder { try ManagerProgram(in: programs).version(emptyFolder: $0) }
  }

  private func report(_ outcome: BootstrapPublication.Outcome, _ console: Console) {
    let entry = outcome.entry
    console.result(
      "stigmerup \(entry.version) for \(entry.platform): "
        + "\(ByteCount.text(entry.archive.length)), \(entry.path)")
    console.result(
      outcome.isUnchanged ? "install.sh is unchanged" : "install.sh was written and signed")
    if outcome.table.repository == nil {
      console.note("note: install.sh names no repository; its users need --repository (or: --url)")
    }
  }
}
