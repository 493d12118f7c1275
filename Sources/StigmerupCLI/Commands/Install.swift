import ArgumentParser
import Host
import Installer
import Model
import Selection
import Settings
import SystemPackage

/// `stigmerup install`
struct Install: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install a channel's current release, or one version.",
    discussion: """
      Without a selector it installs what this folder selects. What is here already is looked at, \
      mended where it is not as it was signed, and else left as it is. --component and --profile add \
      to what is here and take nothing away; what is on this machine is not downloaded again.

      With --locked it installs what the project's lock names, or fails: for CI.

      Examples:
        stigmerup install beta
        stigmerup install --locked
        stigmerup install 1.4.2 1.5.0
        stigmerup install 1.6 --from dev --profile minimal
        stigmerup install stable --component agent-runner
      """)

  @Argument(
    help: ArgumentHelp(
      "A channel (stable, beta, dev) or a version (1.4.2, 1.4).", valueName: "selector"))
  var selectors: [String] = []

  @Option(help: ArgumentHelp("The channel to ask for a version.", valueName: "channel"))
  var from: SelectableChannel?

  @Option(
    help: ArgumentHelp(
      "How much of the release at least: \(Profile.names).", valueName: "profile"))
  var profile: Profile?

  @Option(
    help: ArgumentHelp(
      "A component to install besides those that are here or of the profile; may be repeated.",
      valueName: "name"))
  var component: [ComponentName] = []

  @Flag(help: "Install what this folder's lock names; fail when there is none, or a stale one.")
  var locked = false

  @Flag(help: "With --locked: fail when the release was yanked.")
  var denyYanked = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func validate() throws {
    guard !denyYanked || locked else { throw ValidationError("--deny-yanked goes with --locked") }
    guard !locked || selectors.isEmpty else {
      throw ValidationError("--locked takes no selector: the lock says what")
    }
    guard !locked || from == nil else {
      throw ValidationError("--locked takes no --from: the pin says which channel")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    try checkChannels()
    let session = try context.changingSession()
    if selectors.isEmpty {
      try installSelected(InstallReport(context, session))
      return .done
    }
    // All of them first: with an argument that is none, nothing is done.
    let wanted = try selectors.map { try SelectorReading(home: session.home).selector($0) }
    var status = ExitStatus.done
    for selector in wanted {
      do {
        try install(selector, InstallReport(context, session))
      } catch {
        context.report(ManagerRenewal(context).attempt(for: error))
        status = .failed
      }
    }
    return status
  }

  /// `--from` is for versions: what belongs to one channel cannot be asked of another.
  private func checkChannels() throws {
    guard let from else { return }
    for text in selectors {
      guard let selector = ToolchainSelector(ByteString(text)),
        let own = ReleaseLocator.channels(for: selector, followed: [], from: from.name).first,
        own != from.name
      else { continue }
      throw UsageError.otherChannel(text, from: from.rawValue)
    }
  }

  private func installSelected(_ report: InstallReport) throws {
    let session = report.session
    let selection = try SlowSelection(session, program: "stigmer", plusSelector: nil)
    let choice: SlowSelection.Choice
    do {
      choice = try selection.choose()
    } catch SelectionError.noDefault {
      let folder = try report.context.world.workingDirectory()
      guard !locked else { throw PinError.none(folder.string) }
      return try install(.channel(.stable), report)
    }
    let active = ActiveSelection(choice, source: selection.source(of: choice.reason))
    report.context.console.note(
      "this folder selects \(active.title) (\(active.rule(report.context)))")
    if locked { try LockedInstallation.check(choice, active, report.context) }
    let installation = LockedInstallation(
      report, deniesYanked: denyYanked, wanted: wanted(choice.pin))
    if try installation.install(choice, isMore: isSpecific) { return }
    if let toolchain = choice.toolchain, !isSpecific {
      return try report.present(active.name(of: toolchain))
    }
    guard let selector = choice.selector else { throw SelectionError.inheritedIsGone }
    try install(selector, report, pin: choice.pin)
  }

  private func install(
    _ selector: ToolchainSelector, _ report: InstallReport, pin: ProjectPin? = nil
  ) throws {
    if !isSpecific, let here = try presentVersion(selector, report.session) {
      return try report.present(here)
    }
    let outcome = try ToolchainInstall(report.session)
      .install(selector, from: from?.name, wanted: wanted(pin))
    report.installed(outcome)
  }

  /// Whether more is asked for than that a version be here.
  private var isSpecific: Bool { from != nil || profile != nil || !component.isEmpty }

  /// An exact version never changes: what is here needs no repository.
  private func presentVersion(
    _ selector: ToolchainSelector, _ session: Session
  ) throws -> String? {
    switch selector {
    case .version, .linked: break
    default: return nil
    }
    let text = selector.text.description
    let selection = try SlowSelection(session, program: "stigmer", plusSelector: "+\(text)")
    do {
      return try selection.choose().toolchain == nil ? nil : text
    } catch SelectionError.brokenHome {
      // Installing makes its links anew.
      return nil
    }
  }

  private func wanted(_ pin: ProjectPin?) -> Components? {
    let extra = component + (pin?.components ?? [])
    let profile = profile ?? pin?.profile
    guard profile != nil || !extra.isEmpty else { return nil }
    return Components(profile: profile, extra: extra)
  }
}
