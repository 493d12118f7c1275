import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup uninstall`
struct Uninstall: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take toolchains away: versions, channels, linked builds.",
    discussion: """
      A toolchain that something still selects, or that processes run from, stays unless you \
      insist. Then a channel or default that led to it is taken away with it.

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
        status = max(status, ExitStatus(of: error))
      }
    }
    guard status == .done else { return status }
    for selector in selectors {
      tell(try removal.remove(selector, force: force), session.home, context)
    }
    return status
  }

  private func selector(_ name: String, _ session: Session) throws -> ToolchainSelector {
    let selector = try SelectorReading(home: session.home).selector(name)
    switch selector {
    case .partial, .devDay, .devCommit: throw SelectorError.notForUninstall(name)
    default: return selector
    }
  }

  private func tell(_ outcome: ToolchainRemoval.Outcome, _ home: HomeFolder, _ context: Context) {
    let console = context.console
    for channel in outcome.channels { console.result("\(channel) is no longer followed here") }
    if outcome.keptFor.isEmpty {
      console.result("uninstalled \(outcome.name)")
    } else {
      console.result(
        "\(outcome.name) stays: it is selected by \(outcome.keptFor.joined(separator: ", "))")
    }
    if let former = outcome.formerDefault {
      console.result("default is now none (was \(former))")
      console.note("hint: to choose another: stigmerup default \(Self.otherDefault(home))")
    }
    for folder in outcome.overrides {
      console.note("the override of \(context.tilde(folder)) still names it")
      console.note(
        "hint: to take it away: stigmerup override unset --path \(ShellWord.quoted(folder))")
    }
    StillRunningText(outcome.running).print(on: console)
  }

  /// What is here comes first; `stable` can be had everywhere.
  private static func otherDefault(_ home: HomeFolder) -> String {
    let followed = (try? home.followedChannels()) ?? []
    let here = (try? home.toolchains()) ?? []
    return followed.first?.rawValue ?? here.first?.name ?? ChannelName.stable.rawValue
  }
}
