import ArgumentParser
import Host
import Installer
import Selection
import Store
import SystemPackage

/// `stigmerup override set`
struct OverrideSet: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Select a toolchain for a folder and everything below it.",
    discussion: """
      Example:
        stigmerup override set mine --path ~/app
      """)

  @Argument(help: "A channel, a version or a linked name.")
  var selector: String

  @Option(
    help: ArgumentHelp("The folder; by default the working directory.", valueName: "folder"))
  var path: String?

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let access = try OverrideAccess(context, changing: true)
    let home = access.session.home
    let selected = try SelectorReading(home: home).selector(selector)
    let chosen = selected.text.description
    let folder = try access.folder(path, mustExist: true)
    let writer = try access.session.writer()
    var overrides = try access.overrides()
    let before = overrides.entries.last { $0.directory == folder }?.selector
    try overrides.set(folder, to: chosen)
    try writer.save(overrides)
    let was = before.flatMap { $0 == chosen ? nil : " (was \($0))" } ?? ""
    context.console.result("\(context.tilde(folder)) uses \(chosen)\(was)")
    SelectorWarning(home).print(for: selected, on: context.console)
    return .done
  }
}
