import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup default`
struct Default: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "default",
    abstract: "Set or show what runs where nothing else is selected.",
    discussion: """
      What is not here yet is installed first. 'none' unsets it.

      Examples:
        stigmerup default
        stigmerup default beta
        stigmerup default none
      """)

  @Argument(help: "A channel, a version, a linked name, or 'none'.")
  var selector: String?

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    guard let selector else { return try show(context) }
    let session = try context.changingSession()
    let before = try session.home.defaultSelector()
    let choice = DefaultChoice(session)
    if selector == "none" {
      try choice.unset()
      context.console.result(
        "default is now none" + (before.map { " (was \($0))" } ?? ""))
      return .done
    }
    let chosen = try SelectorReading(home: session.home).selector(selector)
    try installIfMissing(chosen, session, context)
    try choice.set(chosen)
    context.console.result("default is now \(DefaultText(session.home).withVersion ?? selector)")
    RunningText(session, context).noteDifference()
    return .done
  }

  private func show(_ context: Context) throws -> ExitStatus {
    let chosen = DefaultText(try context.home())
    guard let text = chosen.withVersion else {
      throw chosen.isDamaged ? SelectionError.brokenHome(link: "default") : DefaultError.none
    }
    context.console.result(text)
    return .done
  }

  private func installIfMissing(
    _ selector: ToolchainSelector, _ session: Session, _ context: Context
  ) throws {
    let selection = try SlowSelection(
      session, program: "stigmer", plusSelector: "+\(selector.text)")
    guard try !isHere(selection) else { return }
    InstallReport(context, session).installed(try ToolchainInstall(session).install(selector))
  }

  private func isHere(_ selection: SlowSelection) throws -> Bool {
    do {
      return try selection.choose().toolchain != nil
    } catch SelectionError.brokenHome {
      // Installing makes its links anew.
      return false
    }
  }
}
