import Host
import Installer
import Model
import Store
import SystemPackage

/// What runs from this home, and whether it is what would be started here now.
struct RunningText {
  private let session: Session
  private let context: Context

  init(_ session: Session, _ context: Context) {
    self.session = session
    self.context = context
  }

  /// One line on standard error for each toolchain that a server runs from and that is not the one selected here.
  ///
  /// Best effort: what was asked for is done already.
  func noteDifference() {
    guard let running = try? RunningToolchain.all(in: session),
      let active = try? activeToolchain()
    else { return }
    for toolchain in running where toolchain.hasServer && !Self.is(toolchain, active) {
      context.console.note(
        "the server still runs on \(Printable.escaped(toolchain.name)) "
          + "(pid \(toolchain.first?.identifier ?? 0)): `stigmer server` restarts it on \(active.name)"
      )
    }
  }

  /// - Returns: `nil` when nothing is selected here, or it is not installed.
  private func activeToolchain() throws -> ActiveToolchain? {
    let selection = try SlowSelection(session, program: "stigmer", plusSelector: nil)
    let choice = try selection.choose()
    return try ActiveSelection(choice, source: selection.source(of: choice.reason))
      .installed(in: session.home)
  }

  /// `1.5.0, pid 4711, started 3 days ago; differs from active (…)`
  func line(_ toolchain: RunningToolchain, active: ActiveToolchain?) -> String {
    var text = "\(Printable.escaped(toolchain.name)), pid \(toolchain.first?.identifier ?? 0)"
    if let started = toolchain.started {
      text += ", started \(TimeSpan(from: started, to: context.world.clock())) ago"
    }
    guard let active, !Self.is(toolchain, active) else { return text }
    text += "; differs from active"
    return toolchain.hasServer ? text + " (`stigmer server` restarts it on \(active.name))" : text
  }

  private static func `is`(_ toolchain: RunningToolchain, _ active: ActiveToolchain) -> Bool {
    toolchain.folder.lastComponent == active.path.lastComponent
      && toolchain.folder.removingLastComponent().lastComponent
        == active.path.removingLastComponent().lastComponent
  }

  static func json(_ toolchain: RunningToolchain, active: ActiveToolchain?) -> JSON {
    .fields([
      ("toolchain", .string(toolchain.name)),
      ("server", .boolean(toolchain.hasServer)),
      ("pid", toolchain.first.map { .integer(Int($0.identifier)) }),
      ("pids", .array(toolchain.processes.map { .integer(Int($0.identifier)) })),
      ("started", toolchain.started.map { .string($0.description) }),
      ("active", .boolean(active.map { Self.is(toolchain, $0) } ?? false)),
    ])
  }
}
