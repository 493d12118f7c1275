import ArgumentParser
import Host
import Publisher
import SystemPackage
import Trust

/// Keys that are not in the folder: of a variable, or kept by another program.
struct SigningOptions: ParsableArguments {
  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "A secret key: a file, or env:NAME for the variable NAME (PEM, or base64 of it). May be repeated.",
      valueName: "key"))
  var keys: [String] = []

  @Option(
    help: ArgumentHelp(
      "A program that signs: it reads the bytes on standard input and writes the raw signature to "
        + "standard output. Split into words by blanks and quotes; no shell. May be repeated.",
      valueName: "command"))
  var signWith: [String] = []

  @Option(
    help: ArgumentHelp(
      "The public key (PEM) of the --sign-with at the same place.", valueName: "file"))
  var publicKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "How long a signing command may take (default: \(CommandSigner.defaultTimeLimit)).",
      valueName: "seconds"))
  var signTimeout: Int?

  var isEmpty: Bool { keys.isEmpty && signWith.isEmpty && publicKey.isEmpty }

  func signers(_ context: Context, _ passphrase: Passphrase) throws -> [any Signer] {
    guard signWith.count == publicKey.count else { throw UsageError.unpairedPublicKey }
    guard (1...86_400).contains(signTimeout ?? 1) else {
      throw UsageError.notA(
        "\(signTimeout ?? 0)", option: "--sign-timeout", example: "1 to 86400 seconds")
    }
    let world = context.world
    let absolute = { (text: String) throws -> FilePath in try world.absolute(text) }
    var signers: [any Signer] = []
    for text in keys {
      let source = try KeySource(text, absolute: absolute)
      signers.append(try source.load(world.environment) { try passphrase.value() })
    }
    for (command, file) in zip(signWith, publicKey) {
      signers.append(
        try CommandSigner(
          words: try ShellWord.split(command), publicKey: try PublicKeyFile.read(file, context),
          environment: world.environment,
          timeLimit: signTimeout ?? CommandSigner.defaultTimeLimit, absolute: absolute))
    }
    return signers
  }
}
