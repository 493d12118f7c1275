import ArgumentParser
import Host
import Installer
import Store

/// `stigmerup override unset`
struct OverrideUnset: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset",
    abstract: "Take a folder's override away.",
    discussion: """
      Example:
        stigmerup override unset --path ~/app
      """)

  @Option(
    help: ArgumentHelp("The folder; by default the working directory.", valueName: "folder"))
  var path: String?

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let access = try OverrideAccess(context, changing: true)
    let folder = try access.folder(path, mustExist: false)
    let writer = try access.session.writer()
    var overrides = try access.overrides()
    guard overrides.remove(folder) else {
      context.console.note("\(context.tilde(folder)) has no override")
      return .done
    }
    try writer.save(overrides)
    context.console.result("\(context.tilde(folder)) has no override any more")
    return .done
  }
}
