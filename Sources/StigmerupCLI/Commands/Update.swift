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
      what ran before still runs. A channel that was rolled back is held where it is, until \
      --unhold. Releases younger than the setting min-release-age wait, unless --now says otherwise, \
      or the publisher withdrew the one that is here. Components that were added are kept; on a \
      terminal it asks before one goes that the new release lacks. What needs no update is looked at \
      all the same, and mended where it is not as it was signed.

      Examples:
        stigmerup update
        stigmerup update beta --no-self-update
        stigmerup update --unhold beta
      """)

  @Argument(help: ArgumentHelp("Channels, or versions such as 1.4.", valueName: "selector"))
  var selectors: [String] = []

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false
  @Flag(help: "Let channels that a rollback holds move again.")
  var unhold = false

  @Flag(help: "Take new releases however young they are.")
  var now = false

  @Flag(help: "Leave stigmerup itself as it is.")
  var noSelfUpdate = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.changingSession()
    let reading = SelectorReading(home: session.home)
    let wanted = try selectors.map { try reading.updatable($0) }
    try session.sweep()
    let update = ToolchainUpdate(session, ignoresAge: now)
    if unhold { try letGo(of: wanted, session, context) }
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
        let (found, unchanged) = try apply(finding, update, session, context)
        context.console.result(lines.line(found, unchanged: unchanged))
      } catch SelfInstallError.declined {
        context.console.urgent("\(finding.selector) stays as it is")
        status = .failed
      } catch {
        context.report(
          ManagerRenewal(context, isAllowed: !noSelfUpdate).attempt(for: error))
        status = .failed
      }
    }
    RunningText(session, context).noteDifference()
    // Who named selectors asked for these first of all: what failed is not followed by more.
    guard updatesItself(session), selectors.isEmpty || status == .done else { return status }
    return updateItself(session, context) ? status : .failed
  }

  private func letGo(
    of selectors: [ToolchainSelector], _ session: Session, _ context: Context
  ) throws {
    let channels = selectors.compactMap(ToolchainInstall.channel)
    let held = try (channels.isEmpty ? session.home.followedChannels() : channels)
      .filter { try session.home.hold(of: $0) != nil }
    guard !held.isEmpty else { return }
    let writer = try session.writer()
    for channel in held {
      try writer.setHold(false, of: channel, at: context.world.clock())
      context.console.note("\(channel) is no longer held")
    }
  }

  private func updatesItself(_ session: Session) -> Bool {
    !noSelfUpdate && session.configuration.selfUpdate
  }

  /// - Returns: What was found, and what to say of it when it needed no update.
  private func apply(
    _ finding: ToolchainUpdate.Finding, _ update: ToolchainUpdate, _ session: Session,
    _ context: Context
  ) throws -> (ChannelUpdate, unchanged: String) {
    let found = try finding.result.get()
    guard found.isNeeded else {
      let damage = try ToolchainVerification(session).mendIfDamaged(
        found.present ?? found.offered.version)
      return (found, damage == nil ? "unchanged" : "repaired")
    }
    _ = try update.apply(found) { try approve($0, context) }
    return (found, "unchanged")
  }

  /// What gets lost is asked about where somebody can answer; the warning itself was given already.
  private func approve(_ plan: InstallPlan, _ context: Context) throws {
    guard !plan.dropped.isEmpty, !yes, context.console.showsLiveProgress, Terminal() != nil else {
      return
    }
    try Confirmation.ask(
      "Go on without?", isUsual: true, remedy: "stigmerup update -y", on: context.console)
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
