import ArgumentParser
import Host
import Installer
import Model
import Selection
import SystemPackage

/// `stigmerup link`
struct Link: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Make a local build selectable by a name.",
    discussion: """
      A folder's programs are the executable files in its bin/, or else at its top. A rebuild in \
      place is picked up at once.

      Examples:
        stigmerup link mine ~/src/stigmer/build
        stigmerup link mine --component stigmer=out/stigmer --component agent-runner=dist/runner
      """)

  @Argument(help: "The name to give it.")
  var name: String

  @Argument(help: ArgumentHelp("The folder of the build.", valueName: "folder"))
  var folder: String?

  @Option(
    help: ArgumentHelp("One program and its file; may be repeated.", valueName: "name=path"))
  var component: [String] = []

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    guard ToolchainSelector.isLinkableName(ByteString(name)) else { throw LinkError.badName(name) }
    let programs = try component.map { try program($0, context) }
    guard folder == nil || programs.isEmpty else { throw UsageError.linkNeedsOne }
    guard folder != nil || !programs.isEmpty else { throw UsageError.linkNeedsPrograms }
    let link = BuildLink(try context.changingSession())
    let outcome =
      if let folder {
        try link.link(name, folder: try context.world.absolute(folder))
      } else {
        try link.link(name, programs: programs)
      }
    report(outcome, context)
    return .done
  }

  private func program(
    _ text: String, _ context: Context
  ) throws -> (name: String, path: FilePath) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw UsageError.malformedComponent(text) }
    return (parts[0], try context.world.absolute(parts[1]))
  }

  private func report(_ outcome: BuildLink.Outcome, _ context: Context) {
    context.console.result("linked \(outcome.name)")
    var table = Table(indent: 2)
    for (name, path) in outcome.programs {
      table.add(Printable.escaped(name), context.tilde(path.string))
    }
    for name in outcome.missing { table.add(name, "missing") }
    for line in table.lines { context.console.result(line) }
    context.console.note("to run it: stigmer \(ShellWord.quoted("+\(outcome.name)"))")
  }
}
