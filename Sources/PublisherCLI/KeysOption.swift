import ArgumentParser
import SystemPackage

/// `--keys`.
struct KeysOption: ParsableArguments {
  static let variable = "STIGMERUP_PUBLISH_KEYS"

  @Option(
    name: .customLong("keys"),
    help: ArgumentHelp(
      "The folder of the secret keys (default: $STIGMERUP_PUBLISH_KEYS).", valueName: "folder"))
  var folder: String?

  func path(in context: Context) throws -> FilePath {
    try context.path(folder, orVariable: Self.variable, option: "--keys")
  }
}
