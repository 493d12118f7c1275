import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup check`
struct Check: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell whether updates are to be had; install nothing.",
    discussion: """
      The exit status is 100 when something is newer, 0 when nothing is, 1 when that could not be \
      found out. A channel that is held, and a release that has to wait (setting min-release-age), are \
      told, and count as nothing newer.

      Examples:
        stigmerup check
        stigmerup check --json
      """)

  @Argument(help: ArgumentHelp("Channels, or versions such as 1.4.", valueName: "selector"))
  var selectors: [String] = []

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.askingSession()
    let reading = SelectorReading(home: session.home)
    let wanted = try selectors.map { try reading.updatable($0) }
    // In one go with the channels: one look at the repository serves both.
    let asked: [ChannelName] = selectors.isEmpty ? [.stigmerup] : []
    try session.repository().refresh(try session.home.followedChannels() + asked)
    let findings = try ToolchainUpdate(session).check(wanted)
    let manager = selectors.isEmpty ? offeredManager(session) : nil
    if json {
      answer(findings, manager, context)
    } else {
      tell(findings, manager, context)
    }
    let updates = findings.compactMap { try? $0.result.get() }
    if updates.count < findings.count || manager?.isFailure == true { return .failed }
    return updates.contains(where: \.isNeeded) || manager?.version != nil ? .found : .done
  }

  /// What the manager's own channel offers.
  private enum OfferedManager {
    case newer(Version)
    case failure(any Error)

    var version: Version? { if case .newer(let version) = self { version } else { nil } }

    var isFailure: Bool { if case .failure = self { true } else { false } }
  }

  private func offeredManager(_ session: Session) -> OfferedManager? {
    do {
      // A package manager's copy is updated by that: nothing here would change it.
      if try PackageOwner.ofRunningProgram() != nil { return nil }
      return try SelfUpdate(session).offered().map { .newer($0.version) }
    } catch InstallerError.emptyChannel {
      return nil
    } catch {
      return .failure(error)
    }
  }

  private func tell(
    _ findings: [ToolchainUpdate.Finding], _ manager: OfferedManager?, _ context: Context
  ) {
    if findings.isEmpty {
      context.console.note("no channel is installed: stigmerup install stable")
    }
    let lines = UpdateLines(findings.map(\.selector) + (manager == nil ? [] : ["stigmerup"]))
    for finding in findings {
      switch finding.result {
      case .success(let update):
        context.console.result(lines.line(update, unchanged: "current"))
      case .failure(let error): context.report(error)
      }
    }
    switch manager {
    case .newer(let version):
      context.console.result(lines.line("stigmerup", "\(ManagerVersion.text) -> \(version)"))
    case .failure(let error): context.report(error)
    case nil: break
    }
  }

  private func answer(
    _ findings: [ToolchainUpdate.Finding], _ manager: OfferedManager?, _ context: Context
  ) {
    var updates: [JSON] = []
    for finding in findings {
      switch finding.result {
      case .success(let update): updates.append(Self.json(update))
      case .failure(let error):
        context.report(error)
        updates.append(["selector": .string(finding.selector), "error": .string(Self.text(error))])
      }
    }
    if case .failure(let error)? = manager { context.report(error) }
    context.console.answer([
      ("updates", .array(updates)),
      (
        "stigmerup",
        .fields([
          ("present", .string(ManagerVersion.text)),
          ("offered", manager?.version.map { .string($0.description) }),
        ])
      ),
    ])
  }

  private static func json(_ update: ChannelUpdate) -> JSON {
    .fields([
      ("selector", .string(update.selector)),
      ("present", update.present.map { .string($0.description) }),
      ("offered", .string(update.offered.version.description)),
      ("channel", .string(update.offered.channel.rawValue)),
      ("newer", .boolean(update.isNeeded)),
      ("held", .boolean(update.isHeld)),
      ("waiting", update.waiting.map(json)),
      ("lower", .boolean(update.isDowngrade)),
    ])
  }

  private static func json(_ waiting: ChannelUpdate.Waiting) -> JSON {
    [
      "version": .string(waiting.release.version.description),
      "until": .string(waiting.end.description),
    ]
  }

  private static func text(_ error: any Error) -> String {
    (error as? any UserError)?.message ?? "\(error)"
  }
}
