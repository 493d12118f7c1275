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

  func present(_ name: String) {
    context.console.result("\(name) is installed already")
  }

  func installed(_ outcome: ToolchainInstall.Outcome) {
    let version = outcome.plan.manifest.version
    let names = outcome.plan.components.map(\.description).joined(separator: ", ")
    if !outcome.wasPresent {
      context.console.result("installed \(version) (\(names))")
    } else if outcome.moved == nil {
      present(version.description)
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
