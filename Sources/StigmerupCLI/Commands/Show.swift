import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store
import SystemPackage

/// `stigmerup show`
struct Show: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell which toolchain is active here, and why; or what is set, or trusted.",
    discussion: """
      `show trust` tells the root, the roles and their keys, until when they are signed, and when \
      each was last refreshed. It fetches nothing.

      `show settings` tells what is set, and where each value comes from.

      Examples:
        stigmerup show
        stigmerup show settings
        stigmerup +beta show --json
        stigmerup show trust
      """)

  /// What can be shown besides the active toolchain.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case settings
    case trust
  }

  @Argument(
    help: ArgumentHelp("What to tell instead: 'settings' or 'trust'.", valueName: "what"))
  var subject: Subject?

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  static var takesPlusSelector: Bool { true }

  func run(in context: Context) throws -> ExitStatus {
    if let subject {
      if let selector = context.plusSelector { throw UsageError.plusSelector(selector) }
      switch subject {
      case .settings: return try SettingsAnswer(context).run(json: json)
      case .trust: return try TrustAnswer(context).run(json: json)
      }
    }
    let session = try context.askingSession()
    context.warnOfSettings(session.configuration, of: session.home.path)
    let running = try RunningToolchain.all(in: session)
    let active = try active(session, context)
    let toolchains = try ToolchainDescription.all(in: session.home)
    if json {
      let installed = try active?.installed(in: session.home)
      context.console.answer([
        ("home", .string(session.home.path.string)),
        ("default", DefaultText(session.home).selector.map { .string($0) }),
        ("active", active.map { $0.json(installed) }),
        ("running", .array(running.map { RunningText.json($0, active: installed) })),
        ("toolchains", .array(toolchains.map(\.json))),
      ])
    } else {
      try tell(active, toolchains, running, session, context)
    }
    return .done
  }

  /// - Returns: `nil` when nothing is selected, not even by a default.
  private func active(_ session: Session, _ context: Context) throws -> ActiveSelection? {
    let selection = try SlowSelection(
      session, program: "stigmer", plusSelector: context.plusSelector)
    do {
      let choice = try selection.choose()
      return ActiveSelection(choice, source: selection.source(of: choice.reason))
    } catch SelectionError.noDefault {
      return nil
    }
  }

  private func tell(
    _ active: ActiveSelection?, _ toolchains: [ToolchainDescription],
    _ running: [RunningToolchain], _ session: Session, _ context: Context
  ) throws {
    let home = session.home
    let console = context.console
    if let active {
      console.result("active:   \(try title(active, home))   \(active.rule(context))")
      if active.toolchain == nil {
        console.result("          to install it: \(active.remedy)")
      }
    } else {
      console.result("active:   none   nothing is selected, and there is no default")
      console.result("          to set one: stigmerup default stable")
    }
    let chosen = DefaultText(home)
    let damage = "damaged   to set it anew: stigmerup default stable"
    console.result("default:  \(chosen.withArrow ?? (chosen.isDamaged ? damage : "none"))")
    let text = RunningText(session, context)
    let installed = try active?.installed(in: home)
    for toolchain in running {
      let title = toolchain.hasServer ? "server:   " : "running:  "
      console.result(title + text.line(toolchain, active: installed))
    }
    let count = toolchains.count == 1 ? "1 toolchain" : "\(toolchains.count) toolchains"
    let size = (try home.folder("trees")).map { FolderSize.allocated(in: $0) } ?? 0
    console.result(
      "home:     \(context.tilde(home.path.string)), \(count), \(ByteCount.text(size))")
  }

  private func title(_ active: ActiveSelection, _ home: HomeFolder) throws -> String {
    guard active.toolchain != nil else { return "not installed" }
    guard let installed = try active.installed(in: home) else { return "gone" }
    return installed.name + installed.remark
  }
}
