import Host
import Installer
import Model
import Selection
import Settings
import Store

/// `stigmerup install` where a lock says what, and `install --locked`, which wants one.
struct LockedInstallation {
  private let report: InstallReport
  /// Whether a yanked release is an error.
  private let deniesYanked: Bool
  private let wanted: Components?

  init(_ report: InstallReport, deniesYanked: Bool, wanted: Components?) {
    self.report = report
    self.deniesYanked = deniesYanked
    self.wanted = wanted
  }

  /// - Throws: ``LockError`` when no pin with a lock selects here.
  static func check(
    _ choice: SlowSelection.Choice, _ active: ActiveSelection, _ context: Context
  ) throws {
    guard case .pin(let file) = choice.reason else {
      throw LockError.noPinSelects(rule: active.rule(context))
    }
    guard choice.lock != nil else { throw LockError.missing(pin: file.description) }
  }

  /// - Parameter isMore: Whether more is asked for than that the release be here.
  /// - Returns: `false` when no lock narrows the choice, and nothing was done.
  func install(_ choice: SlowSelection.Choice, isMore: Bool) throws -> Bool {
    let session = report.session
    guard let selector = choice.selector, let locked = try LockedInstall(session, choice) else {
      return false
    }
    if choice.toolchain != nil, !isMore, !deniesYanked {
      try locked.checkPresent(selector)
      try report.present(locked.lock.version.description)
      return true
    }
    let release = try locked.find(selector)
    if let reason = release.entry.yanked {
      let error = LockError.yanked(release.version, reason: reason)
      guard !deniesYanked else { throw error }
      report.context.console.urgent("warning: \(error.message)")
    }
    report.installed(try locked.install(release, wanted: wanted))
    return true
  }
}
