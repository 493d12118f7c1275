import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage

struct Verify: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check all that a client would, for every channel and every object.",
    discussion: """
      From the first root through every role, index, manifest, object, frame and list of files, at \
      the present time, and install.sh with its archives. It goes on after what it finds; exit \
      status 1 when there was anything. What expires soon is a warning.

      Keys: none; the installer's public half to check install.sh.sig.

      Example:
        stigmerup-publish verify repo
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp(
      "The repository's folder (default: $STIGMERUP_PUBLISH_REPO).", valueName: "dir"))
  var directory: String?

  @Option(
    help: ArgumentHelp(
      "The root to begin with, instead of metadata/1.root.json.", valueName: "file"))
  var root: String?

  @Option(
    help: ArgumentHelp(
      "The installer's public key (PEM), to check install.sh.sig with (default: installer.pub.pem "
        + "in $STIGMERUP_PUBLISH_KEYS).", valueName: "file"))
  var installerKey: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let folder = try context.path(directory, orVariable: RepositoryOption.variable, option: "DIR")
    let verification = RepositoryVerification(
      folder: folder, root: try root.map { try read($0, context) },
      rootPath: try root.map { try context.world.absolute($0) }, time: context.now,
      installerKey: try installerKeyText(context))
    var findings: [Finding] = []
    let summary = try verification.run { finding in
      findings.append(finding)
      ErrorText(finding).print(on: context.console)
    }
    for expiry in summary.expiring {
      context.console.urgent(
        "warning: role '\(expiry.role.safe)' expires at \(expiry.time)")
    }
    if json {
      context.console.answer(VerificationText(summary).json(findings))
    } else {
      for line in VerificationText(summary).lines { context.console.result(line) }
    }
    return summary.findings == 0 ? .done : .failed
  }

  private func installerKeyText(_ context: Context) throws -> String? {
    if let installerKey {
      return String(decoding: try read(installerKey, context), as: UTF8.self)
    }
    guard let keys = context.world.environment.nonEmpty(KeysOption.variable) else { return nil }
    return try KeyFolder(try context.world.absolute(keys)) { nil }.installerPublicKey()
  }

  private func read(_ text: String, _ context: Context) throws -> [UInt8] {
    let path = try context.world.absolute(text)
    let folder = try Directory(path.removingLastComponent())
    return try folder.readFile(path.lastComponent?.string ?? ".", limit: 1 << 20)
  }
}
