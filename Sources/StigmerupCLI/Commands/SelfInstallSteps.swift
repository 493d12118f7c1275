import Host
import Installer
import Model
import Store
import SystemPackage

/// Plan, show, ask, carry out, and say what to do next.
struct SelfInstallSteps {
  private static let remedy = "… | sh -s -- -y, or here: stigmerup self install -y"

  private let context: Context
  private let arguments: SelfInstallArguments

  init(_ context: Context, _ arguments: SelfInstallArguments) {
    self.context = context
    self.arguments = arguments
  }

  func run() throws -> ExitStatus {
    // Before anything is fetched or written: who cannot be asked gets no half of it.
    if !arguments.yes { try Confirmation.checkTerminal(remedy: Self.remedy) }
    let home = try homePath()
    let installation = SelfInstallation(
      world: context.world, home: home, options: arguments.asOptions, progress: context.progress())
    let plan = try installation.plan()
    context.warnOfSettings(plan.configuration, of: home)
    tell(SelfInstallPlanText(plan, context).lines)
    for report in PathAudit(world: context.world, home: home).reports() {
      tell(report.lines(isPathModified: plan.shells.modifiesFiles))
    }
    if !arguments.yes {
      try Confirmation.ask("Proceed?", isUsual: true, remedy: Self.remedy, on: context.console)
    }
    let shells = try installation.carryOut(plan)
    ShellFailureText(shells.failures).print(on: context.console, remedy: "add this line by hand")
    let closing = ClosingText(
      world: context.world, home: home, shells: shells,
      toolchain: plan.toolchain.map { "stigmer \($0.version)" })
    if !context.console.isQuiet { for line in closing.lines { context.console.result(line) } }
    return .done
  }

  /// With a question to come, the plan is no mere note.
  private func tell(_ lines: [String]) {
    for line in lines {
      if arguments.yes { context.console.note(line) } else { context.console.urgent(line) }
    }
  }

  private func homePath() throws -> FilePath {
    if let folder = arguments.home { return try context.world.absolute(folder) }
    return try HomeLocation.find(in: context.world)
  }
}
