import Host
import Installer
import Model

/// Says what an installation came to.
struct InstallReport {
  let context: Context
  let session: Session

  init(_ context: Context, _ session: Session) {
    self.context = context
    self.session = session
  }

  /// Says that a toolchain is here, once a look at its files has shown that it is as it was signed.
  func present(_ name: String) throws {
    if let version = Version(name),
      let report = try ToolchainVerification(session).mendIfDamaged(version)
    {
      return context.console.result("repaired \(name) (\(Self.list(report.components)))")
    }
    context.console.result("\(name) is installed already")
  }

  private static func list(_ components: [ComponentName]) -> String {
    components.map(\.description).joined(separator: ", ")
  }

  func installed(_ outcome: ToolchainInstall.Outcome) {
    let version = outcome.plan.manifest.version
    let names = Self.list(outcome.plan.components)
    if outcome.wasDamaged {
      context.console.result("repaired \(version) (\(names))")
    } else if !outcome.wasPresent {
      context.console.result("installed \(version) (\(names))")
    } else if outcome.moved == nil {
      context.console.result("\(version) is installed already")
    }
    if let (channel, before) = outcome.moved {
      context.console.result(
        before.map { "\(channel) was \($0), and is \(version) now" } ?? "\(channel) is \(version)")
    }
    if !outcome.plan.components.contains(.agentRunner) {
      context.console.note("\(version) is the CLI alone: it brings no agent-runner")
    }
  }
}
