import ArgumentParser
import SystemPackage

/// `--repo`.
struct RepositoryOption: ParsableArguments {
  static let variable = "STIGMERUP_PUBLISH_REPO"

  @Option(
    name: .customLong("repo"),
    help: ArgumentHelp(
      "The repository's folder (default: $STIGMERUP_PUBLISH_REPO).", valueName: "folder"))
  var folder: String?

  func path(in context: Context) throws -> FilePath {
    try context.path(folder, orVariable: Self.variable, option: "--repo")
  }
}
