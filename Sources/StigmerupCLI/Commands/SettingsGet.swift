import ArgumentParser
import Host
import Installer
import Settings

/// `stigmerup settings get`
struct SettingsGet: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Print the value of one setting that holds now.",
    discussion: """
      Example:
        stigmerup settings get min-release-age
      """)

  @Argument(help: ArgumentHelp("The setting's name.", valueName: "name"))
  var name: String

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let setting = try SettingReading.name(name)
    let layers = try SettingsLayers(home: try context.home(), world: context.world)
    guard let text = layers.value(of: setting).text else { throw SettingError.notSet(name) }
    context.console.result(text)
    return .done
  }
}
