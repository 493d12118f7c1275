import ArgumentParser
import Host
import Installer
import Settings

/// `stigmerup settings set`
struct SettingsSet: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change one setting.",
    discussion: """
      'stigmerup settings list' has the names.

      Examples:
        stigmerup settings set auto-install false
        stigmerup settings set min-release-age 24h
      """)

  @Argument(help: ArgumentHelp("The setting's name.", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The value.", valueName: "value"))
  var value: String

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let setting = try SettingReading.name(name)
    let session = try context.changingSession()
    let checked = try SettingReading.checked(value, for: setting, in: context.world)
    let hasChanged = try SettingReading.change(setting, to: checked, in: session)
    let layers = try SettingsLayers(home: session.home, world: context.world)
    let said = setting.text(in: layers.settings) ?? checked
    context.console.result("\(setting.rawValue) is \(hasChanged ? "now " : "")\(said)")
    if case .variable(let variable) = layers.value(of: setting).source {
      context.console.note("while \(variable) is set, that counts instead")
    }
    return .done
  }
}
