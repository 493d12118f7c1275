import ArgumentParser
import Host
import Installer
import Model
import Selection

/// `stigmerup uninstall`
struct Uninstall: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take toolchains away: versions, channels, linked builds.",
    discussion: """
      A toolchain that something still selects, or that processes run from, stays unless you insist.

      Examples:
        stigmerup uninstall 1.4.2
        stigmerup uninstall beta mine
      """)

  @Argument(
    help: ArgumentHelp("A version, a channel or a linked name.", valueName: "name"))
  var names: [String]

  @Flag(help: "Also when something selects it, or processes run from it.")
  var force = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.changingSession()
    var status = ExitStatus.done
    for name in names {
      do {
        try uninstall(name, session, context)
      } catch {
        context.report(error)
        status = .failed
      }
    }
    return status
  }

  private func uninstall(_ name: String, _ session: Session, _ context: Context) throws {
    let selector = try SelectorReading(home: session.home).selector(name)
    switch selector {
    case .partial, .devDay, .devCommit: throw SelectorError.notForUninstall(name)
    default: break
    }
    let outcome = try ToolchainRemoval(session).remove(selector, force: force)
    if let channel = outcome.channel {
      context.console.result("\(channel) is no longer followed here")
    }
    if outcome.keptFor.isEmpty {
      context.console.result("uninstalled \(outcome.name)")
    } else {
      context.console.result(
        "\(outcome.name) stays: it is selected by \(outcome.keptFor.joined(separator: ", "))")
    }
  }
}
