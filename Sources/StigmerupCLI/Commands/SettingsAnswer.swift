import Host
import Installer
import Model
import Settings
import SystemPackage

/// All settings with where each value comes from: `stigmerup settings list`, `stigmerup show settings`.
struct SettingsAnswer {
  private let context: Context

  init(_ context: Context) { self.context = context }

  func run(json: Bool) throws -> ExitStatus {
    let layers = try SettingsLayers(home: try context.home(), world: context.world)
    if json {
      answer(layers)
    } else {
      tell(layers)
    }
    return .done
  }

  private func tell(_ layers: SettingsLayers) {
    var table = Table()
    for name in SettingName.allCases {
      let (text, source) = layers.value(of: name)
      table.add(
        name.rawValue, text.map { printable($0, name) } ?? "-",
        text == nil ? "" : described(source))
    }
    for line in table.lines { context.console.result(line) }
  }

  /// A location may hold a password.
  private func printable(_ text: String, _ name: SettingName) -> String {
    guard name == .repository else { return Printable.escaped(text) }
    return Configuration.list(text).map(RepositoryText.printable).joined(separator: ", ")
  }

  private func described(_ source: SettingsLayers.Source) -> String {
    switch source {
    case .default: "default"
    case .file(let path): context.tilde(path.string)
    case .variable(let name): "variable \(name)"
    }
  }

  private func answer(_ layers: SettingsLayers) {
    var settings: [JSON] = []
    for name in SettingName.allCases {
      let (text, source) = layers.value(of: name)
      var fields: [(String, JSON?)] = [
        ("name", .string(name.rawValue)), ("value", text.map { .string(printable($0, name)) }),
      ]
      switch source {
      case .default: fields += [("source", "default")]
      case .file(let path): fields += [("source", "file"), ("file", .string(path.string))]
      case .variable(let name):
        fields += [("source", "environment"), ("variable", .string(name))]
      }
      settings.append(.fields(fields))
    }
    context.console.answer([("settings", .array(settings))])
  }
}
