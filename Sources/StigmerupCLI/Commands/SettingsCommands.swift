import ArgumentParser

/// `stigmerup settings …`
struct SettingsCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "List, read and change the settings of this home.",
    discussion: """
      Comments in settings.toml survive.

      Examples:
        stigmerup settings set min-release-age 24h
        stigmerup settings set dev.min-release-age 0
        stigmerup settings list
      """,
    subcommands: [SettingsList.self, SettingsGet.self, SettingsSet.self, SettingsUnset.self])
}
