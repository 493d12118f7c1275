import ArgumentParser

/// `stigmerup settings list`
struct SettingsList: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all settings, and where each value comes from.",
    discussion: """
      The same as 'stigmerup show settings'.

      Example:
        stigmerup settings list --json
      """)

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    try SettingsAnswer(context).run(json: json)
  }
}
