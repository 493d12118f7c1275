import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup update`
struct Update: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Bring channels to their current releases, and then stigmerup itself.",
    discussion: """
      Without selectors: every channel that is installed here. The new release is installed beside \
      the old one, its smoke tests run, and then the channel is switched; when anything fails, \
      what ran before still runs.

      Examples:
        stigmerup update
        stigmerup update beta --no-self-update
      """)

  @Argument(help: ArgumentHelp("Channels, or versions such as 1.4.", valueName: "selector"))
  var selectors: [String] = []

  @Flag(help: "Leave stigmerup itself as it is.")
  var noSelfUpdate = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.changingSession()
    let reading = SelectorReading(home: session.home)
    let wanted = try selectors.map { try reading.updatable($0) }
    try session.sweep()
    let update = ToolchainUpdate(session)
    if updatesItself(session) {
      // In one go with the channels: one look at the repository serves both.
      try session.repository().refresh(try session.home.followedChannels() + [.stigmerup])
    }
    let findings = try update.check(wanted)
    if findings.isEmpty {
      context.console.note("no channel is installed: stigmerup install stable")
    }
    let lines = UpdateLines(findings.map(\.selector))
    var status = ExitStatus.done
    for finding in findings {
      do {
        let update = try apply(finding, update)
        context.console.result(lines.line(update, unchanged: "unchanged"))
      } catch {
        context.report(
          ManagerRenewal(context, isAllowed: !noSelfUpdate).attempt(for: error))
        status = .failed
      }
    }
    // Who named selectors asked for these first of all: what failed is not followed by more.
    guard updatesItself(session), selectors.isEmpty || status == .done else { return status }
    return updateItself(session, context) ? status : .failed
  }

  private func updatesItself(_ session: Session) -> Bool {
    !noSelfUpdate && session.configuration.selfUpdate
  }

  private func apply(
    _ finding: ToolchainUpdate.Finding, _ update: ToolchainUpdate
  ) throws -> ChannelUpdate {
    let found = try finding.result.get()
    if found.isNeeded { _ = try update.apply(found) }
    return found
  }

  private func updateItself(_ session: Session, _ context: Context) -> Bool {
    do {
      SelfUpdateReport(context).tell(try SelfUpdate(session).run(), isAsked: false)
      return true
    } catch {
      context.report(error)
      return false
    }
  }
}
