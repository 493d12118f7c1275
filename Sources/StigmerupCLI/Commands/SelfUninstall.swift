import ArgumentParser
import Host
import Installer
import Model

/// `stigmerup self uninstall`
struct SelfUninstall: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove stigmerup, all its toolchains, and its lines in the shells' files.",
    discussion: """
      stigmer's own data, ~/.stigmer, stays. While programs of this home run, nothing is removed \
      unless you insist; -y does not insist.

      Examples:
        stigmerup self uninstall
        stigmerup self uninstall -y --force
      """)

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Also while programs of this home run.")
  var force = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  private static let remedy = "stigmerup self uninstall -y"

  func run(in context: Context) throws -> ExitStatus {
    if !yes { try Confirmation.checkTerminal(remedy: Self.remedy) }
    let removal = SelfRemoval(world: context.world, home: try context.home())
    let plan = try removal.plan(force: force)
    for line in SelfRemovalText(plan, context).lines {
      if yes { context.console.note(line) } else { context.console.urgent(line) }
    }
    if !yes {
      try Confirmation.ask(
        "Remove all this?", isUsual: false, remedy: Self.remedy, on: context.console)
    }
    let failures = try removal.carryOut(plan)
    ShellFailureText(failures).print(on: context.console, remedy: "take this line out by hand")
    context.console.result("stigmerup is removed; ~/.stigmer, stigmer's own data, is kept")
    StillRunningText(plan.running).print(on: context.console)
    return .done
  }
}
