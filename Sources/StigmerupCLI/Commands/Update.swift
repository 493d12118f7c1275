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
      or the publisher withdrew the one that is here.

      Examples:
        stigmerup update
        stigmerup update beta --no-self-update
        stigmerup update --unhold beta
      """)

  @Argument(help: ArgumentHelp("Channels, or versions such as 1.4.", valueName: "selector"))
  var selectors: [String] = []

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
        let update = try apply(finding, update)
        context.console.result(lines.line(update, unchanged: "unchanged"))
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
