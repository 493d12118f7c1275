import ArgumentParser

/// `stigmerup self install`
struct SelfInstall: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install this stigmerup for the user, and stigmer with it.",
    discussion: """
      It shows what it is about to do, and asks. Run again, it repairs or upgrades.

      Examples:
        stigmerup self install
        stigmerup self install -y --default beta --no-modify-path
      """)

  @OptionGroup var arguments: SelfInstallArguments
  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    try SelfInstallSteps(context, arguments).run()
  }
}
