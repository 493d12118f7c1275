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
    for line in SelfInstallPlanText(plan, context).lines { context.console.note(line) }
    if !arguments.yes { try Confirmation.ask("Proceed?", remedy: Self.remedy) }
    let outcome = try installation.carryOut(plan)
    _ = outcome
    return .done
  }

  private func homePath() throws -> FilePath {
    if let folder = arguments.home { return try context.world.absolute(folder) }
    return try HomeLocation.find(in: context.world)
  }
}
