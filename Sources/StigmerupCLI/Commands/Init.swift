import ArgumentParser

/// `stigmerup init`
struct Init: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "The same as 'stigmerup self install'.",
    discussion: """
      Example:
        stigmerup init -y --no-modify-path --repository https://releases.example.org
      """)

  @OptionGroup var arguments: SelfInstallArguments
  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    try SelfInstallSteps(context, arguments).run()
  }
}
