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
    let removal = ToolchainRemoval(session)
    var selectors: [ToolchainSelector] = []
    var status = ExitStatus.done
    // All or nothing: what is refused is found before anything goes.
    for name in names {
      do {
        let selector = try selector(name, session)
        try removal.check(selector, force: force)
        if !selectors.contains(where: { $0.text == selector.text }) { selectors.append(selector) }
      } catch {
        context.report(error)
        status = .failed
      }
    }
    guard status == .done else { return status }
    for selector in selectors { tell(try removal.remove(selector, force: force), context) }
    return status
  }

  private func selector(_ name: String, _ session: Session) throws -> ToolchainSelector {
    let selector = try SelectorReading(home: session.home).selector(name)
    switch selector {
    case .partial, .devDay, .devCommit: throw SelectorError.notForUninstall(name)
    default: return selector
    }
  }

  private func tell(_ outcome: ToolchainRemoval.Outcome, _ context: Context) {
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
