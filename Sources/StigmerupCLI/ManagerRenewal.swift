import Host
import Installer
import Model
import Store
import SystemPackage

/// A release that needs a newer stigmerup than this one: stigmerup is updated first, and then runs the same command again.
/// Once: a command that began in an older stigmerup is not begun a third time.
struct ManagerRenewal {
  /// Set for the second run.
  static let variable = "STIGMERUP_RENEWED"

  private let context: Context
  private let isAllowed: Bool

  /// - Parameter isAllowed: Whether the command lets stigmerup update itself; the settings decide too.
  init(_ context: Context, isAllowed: Bool = true) {
    self.context = context
    self.isAllowed = isAllowed
  }

  /// Returns only when there is no second run.
  ///
  /// - Returns: The error to report: `error` itself, unless there is more to say.
  func attempt(for error: any Error) -> any Error {
    guard case InstallerError.managerTooOld(let release, let needed) = error else { return error }
    if context.isRenewed {
      return ManagerRenewalError.stillTooOld(
        release, needs: needed, newest: ManagerVersion.current)
    }
    do {
      return try renew(for: release, needing: needed) ?? error
    } catch {
      return error
    }
  }

  /// - Returns: Why there is no second run; `nil` when the person turned that off.
  private func renew(for release: Version, needing needed: Version) throws -> (any Error)? {
    if let owner = try PackageOwner.ofRunningProgram() {
      return ManagerRenewalError.ownedByPackage(release, needs: needed, owner)
    }
    let session = try context.changingSession()
    guard isAllowed, session.configuration.selfUpdate, !session.configuration.isOffline else {
      return nil
    }
    let update = SelfUpdate(session)
    let program = session.home.path.appending("self/current/stigmerup")
    // Another process may have updated it meanwhile.
    if try update.present() >= needed { return runAgain(program) }
    guard let newest = try newest(update), newest >= needed else {
      return ManagerRenewalError.stillTooOld(
        release, needs: needed, newest: try newest(update) ?? ManagerVersion.current)
    }
    context.console.note(
      "\(release) needs stigmerup \(needed) or newer, and this is \(ManagerVersion.text): "
        + "stigmerup is updated first")
    guard case .updated(_, let version) = try update.run() else { return nil }
    context.console.note("stigmerup  \(ManagerVersion.text) -> \(version)")
    return runAgain(program)
  }

  /// - Returns: `nil` when there is nothing newer than this one.
  private func newest(_ update: SelfUpdate) throws -> Version? {
    do {
      return try update.offered()?.version
    } catch InstallerError.emptyChannel {
      return nil
    }
  }

  private func runAgain(_ program: FilePath) -> any Error {
    var environment = context.world.environment
    environment[Self.variable] = "1"
    return ChildProcess.become(
      program, arguments: context.world.arguments, environment: environment)
  }
}
