import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup which`
struct Which: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "which",
    abstract: "Print the real path of the program that would run here.",
    discussion: """
      The path goes to standard output, the rule that chose it to standard error.

      Examples:
        stigmerup which stigmer
        stigmerup +beta which agent-runner
      """)

  @Argument(help: "The program: stigmer, agent-runner, …")
  var program: String

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  static var takesPlusSelector: Bool { true }

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.askingSession()
    let selection = try SlowSelection(
      session, program: program, plusSelector: context.plusSelector)
    let choice = try selection.choose()
    let launch = try selection.launch(installing: false)
    let active = ActiveSelection(choice, source: selection.source(of: choice.reason))
    let path = launch.executable.description
    guard json else {
      context.console.result(path)
      context.console.note("selected by \(active.rule(context))")
      return .done
    }
    let installed = try active.installed(in: session.home)
    context.console.answer([
      ("program", .string(program)), ("path", .string(path)),
      ("toolchain", installed.map { .string($0.name) }),
      ("version", installed?.version.map { .string($0) }),
      ("selector", active.selector.map { .string($0) }),
      ("reason", .string(active.reason.name)), ("source", .string(active.source)),
      ("lock", active.lock.map { .string($0.file) }),
    ])
    return .done
  }
}
