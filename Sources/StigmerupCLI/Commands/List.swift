import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup list`
struct List: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the toolchains that are here, or those that can be installed.",
    discussion: """
      Examples:
        stigmerup list
        stigmerup list --available
        stigmerup list --available 1.4
      """)

  @Flag(help: "List what can be installed.")
  var available = false

  @Argument(
    help: ArgumentHelp(
      "With --available: a channel, or the beginning of a version.", valueName: "what"))
  var filter: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func validate() throws {
    guard filter == nil || available else {
      throw ValidationError("Only --available takes a channel or version")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.askingSession()
    guard !available else {
      return try AvailableListing(context, session, filter: filter).run(json: json)
    }
    let toolchains = try ToolchainDescription.all(in: session.home)
    if json {
      context.console.answer([("toolchains", .array(toolchains.map(\.json)))])
    } else {
      tell(toolchains, context)
    }
    return .done
  }

  private func tell(_ toolchains: [ToolchainDescription], _ context: Context) {
    if toolchains.isEmpty {
      context.console.note("no toolchain is installed: stigmerup install stable")
    }
    var table = Table()
    for toolchain in toolchains {
      table.add(toolchain.toolchain.name, toolchain.roles, toolchain.content(context))
    }
    for line in table.lines { context.console.result(line) }
  }
}
