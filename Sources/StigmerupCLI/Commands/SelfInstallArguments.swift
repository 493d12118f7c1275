import ArgumentParser
import Installer
import Model

/// The options of `self install` and of its alias `init`; `install.sh` passes them on.
struct SelfInstallArguments: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Option(
    name: [.customLong("default"), .customLong("channel")],
    help: ArgumentHelp(
      "What to install and make the default: a channel, a version, or 'none'. (default: stable)",
      valueName: "selector"))
  var defaultSelector: String?

  @Option(help: ArgumentHelp("How much of each release: \(Profile.names).", valueName: "profile"))
  var profile: Profile?

  @Flag(help: "Leave the shells' files as they are.")
  var noModifyPath = false

  @Flag(help: "Install stigmerup and its trust alone, no toolchain.")
  var noInstall = false

  @Option(help: ArgumentHelp("The folder to install in.", valueName: "folder"))
  var home: String?

  @Option(
    help: ArgumentHelp(
      "Where releases come from; may be repeated, or be a list joined by commas.",
      valueName: "url"))
  var repository: [String] = []

  @Option(help: ArgumentHelp("The first root of trust.", valueName: "file"))
  var root: String?

  @Option(
    help: ArgumentHelp("Certificates (PEM) to trust instead of the system's.", valueName: "file"))
  var cacert: String?

  func validate() throws {
    guard noInstall, let defaultSelector, defaultSelector != "none" else { return }
    throw ValidationError("--no-install installs nothing: --default cannot name a toolchain")
  }

  var asOptions: SelfInstallOptions {
    var options = SelfInstallOptions()
    options.defaultSelector = defaultSelector ?? "stable"
    options.profile = profile
    options.modifiesShellFiles = !noModifyPath
    options.installsToolchain = !noInstall
    options.repositories = repository.flatMap(Configuration.list)
    options.rootFile = root
    options.certificateFile = cacert
    return options
  }
}
