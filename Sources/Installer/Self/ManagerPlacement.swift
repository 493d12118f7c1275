import Host
import Model
import Store
private import SystemPackage

/// Puts a manager that was built and checked in staging into its place, and switches to it; takes it back when it does
/// not work there.
///
/// `self/current` changes by one rename each time, and what it leads to is whole before and after: at no instant is
/// `bin/` without a stigmerup that works.
struct ManagerPlacement {
  /// The folder with both programs and their receipt, in `staged`.
  static let folderName = "manager"

  let home: HomeFolder
  let version: Version
  let staged: StagingFolder
  let check: ManagerCheck

  /// - Throws: ``ManagerCheckError`` or ``InstallerError/wrongManager(_:says:)``, after everything is as it was.
  func carryOut(_ writer: HomeWriter) throws {
    let versions = ManagerVersions(home)
    let installed = try versions.installed()
    // Without a current one, the one that runs is what to go back to.
    let running = installed.contains(ManagerVersion.current) ? ManagerVersion.current : nil
    let before = try versions.current() ?? running
    let wasThere = installed.contains(version)
    try writer.placeManager(version, built: Self.folderName, in: staged)
    do {
      try checkFiles(in: "self/\(version)")
    } catch {
      try withdraw(wasThere, writer)
      throw error
    }
    try writer.switchManager(to: version)
    do {
      let place = try versions.isOnPath() ? "bin" : "self/current"
      try check.run(manager: home.path.appending("\(place)/stigmerup"))
      try check.run(shim: home.path.appending("self/current/stigmer-shim"))
    } catch {
      guard let before else { throw error }
      try writer.switchManager(to: before)
      try withdraw(wasThere, writer)
      let reason = (error as? any UserError)?.message ?? "\(error)"
      throw ManagerCheckError.takenBack(version, to: before, reason: reason)
    }
    try removeOlder(than: before, versions, writer)
  }

  private func checkFiles(in folder: String) throws {
    try check.run(manager: home.path.appending("\(folder)/stigmerup"))
    try check.run(shim: home.path.appending("\(folder)/stigmer-shim"))
  }

  /// - Parameter wasThere: The version had been here before: its own folder comes back.
  private func withdraw(_ wasThere: Bool, _ writer: HomeWriter) throws {
    if wasThere {
      try writer.placeManager(version, built: Self.folderName, in: staged)
    } else {
      try writer.removeManager(version)
    }
  }

  /// The version before stays, to go back to; and so does the one that runs.
  private func removeOlder(
    than before: Version?, _ versions: ManagerVersions, _ writer: HomeWriter
  ) throws {
    let kept = [version, before, ManagerVersion.current]
    for other in try versions.installed() where !kept.contains(other) {
      try writer.removeManager(other)
    }
  }
}
