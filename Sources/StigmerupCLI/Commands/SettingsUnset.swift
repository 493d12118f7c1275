import ArgumentParser
import Host
import Installer
import Settings

/// `stigmerup settings unset`
struct SettingsUnset: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset",
    abstract: "Take one setting out of settings.toml, so that its default holds again.",
    discussion: """
      Example:
        stigmerup settings unset min-release-age
      """)

  @Argument(help: ArgumentHelp("The setting's name.", valueName: "name"))
  var name: String

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let setting = try SettingReading.name(name)
    let session = try context.changingSession()
    let hasChanged = try SettingReading.change(setting, to: nil, in: session)
    let present = try SettingsLayers(home: session.home, world: context.world)
      .value(of: setting).text
    let rest = present.map { "; what holds is \($0)" } ?? ""
    context.console.result(
      (hasChanged
        ? "\(setting.rawValue) is no longer set here" : "\(setting.rawValue) was not set here")
        + rest)
    return .done
  }
}
