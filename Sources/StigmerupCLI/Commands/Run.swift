import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store
import SystemPackage

/// `stigmerup run`
struct Run: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one command with a toolchain, whatever this folder selects.",
    discussion: """
      The command is a program of the toolchain, or else one on PATH; what it starts sees the same \
      toolchain. The exit status is the command's own. Options of stigmerup go before the \
      selector.

      Examples:
        stigmerup run beta stigmer server status
        stigmerup run 1.4.2 ./integration-test.sh
      """)

  @Flag(help: "Do not install what is missing.")
  var noAutoInstall = false

  @Argument(help: "A channel, a version or a linked name.")
  var selector: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The command and its arguments.", valueName: "command"))
  var command: [String]

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func validate() throws {
    guard !selector.hasPrefix("-") else {
      throw ValidationError("Unknown option '\(selector)'")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    // As other programs that run programs have it: `run SELECTOR -- COMMAND`.
    let words = command.first == "--" ? command.dropFirst() : command[...]
    guard let name = words.first else { throw RunError.nothing }
    var context = context
    let home = try context.home()
    let chosen = try SelectorReading(home: home).selector(selector)
    context.world.environment["STIGMERUP_TOOLCHAIN"] = chosen.text.description
    context.world.environment["PATH"] = Self.path(
      home.path.appending("bin").string, before: context.world.environment["PATH"])
    let session = try context.runningSession()
    let selection = try SlowSelection(
      session, program: name, plusSelector: nil, command: "'stigmerup run'")
    do {
      let launch = try selection.launch(installing: !noAutoInstall)
      return Execution(context).start(launch, of: selection, Array(words.dropFirst()))
    } catch SelectionError.noProgram {
      return Execution(context).start(onPath: name, Array(words.dropFirst()))
    }
  }

  private static func path(_ first: String, before rest: String?) -> String {
    guard let rest, !rest.isEmpty else { return first }
    return rest.split(separator: ":").first.map(String.init) == first ? rest : "\(first):\(rest)"
  }
}
