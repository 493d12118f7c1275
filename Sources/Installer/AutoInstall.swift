import Host
import Model
import Selection
import Settings
import Store
import Trust

/// Installs what a selection lacks, on first use.
struct AutoInstall {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// - Parameters:
  ///   - source: The file or variable whose rule won.
  ///   - presentNow: Looks again: another process may have installed it meanwhile.
  /// - Throws: ``SelectionError/notInstalled(_:source:)`` or ``LockError/notInstalled(_:file:)`` when that is not
  ///   `allowed`, by the settings neither.
  func install(
    _ choice: SlowSelection.Choice, source: String, allowed: Bool,
    presentNow: () throws -> Toolchain?
  ) throws -> Toolchain {
    guard let selector = choice.selector else { throw SelectionError.inheritedIsGone }
    let text = selector.text.description
    if case .linked(let name) = selector {
      throw SelectionError.linkedNotHere(name.description, source: source)
    }
    guard allowed, session.configuration.autoInstall else {
      if let lock = choice.lock { throw LockError.notInstalled(lock.version, file: lock.file) }
      throw SelectionError.notInstalled(text, source: source)
    }
    let turn = try turn(for: choice.lock?.version ?? text)
    defer { withExtendedLifetime(turn) {} }
    if let toolchain = try presentNow() { return toolchain }
    let version = try install(choice, selector, source).plan.manifest.version.description
    session.progress.note("installed \(version)")
    guard let place = try session.home.place(of: version)?.path,
      let toolchain = ToolchainPlace(relativePath: ByteString(place))
    else { throw SelectionError.notInstalled(text, source: source) }
    return Toolchain(place: toolchain, version: VersionName(ByteString(version)))
  }

  /// Ten shells that start together ask the repository once: nine wait, and find it here.
  private func turn(for text: String) throws -> FileLock {
    // A home that is not ours alone is not even locked in.
    try HomeWriter.checkOwner(of: session.home)
    let downloads = try session.home.root.makingDirectory("downloads")
    let name = "auto-\(Digest.sha256(of: Array(text.utf8)).hex.prefix(16)).lock"
    return try FileLock.take(name, in: downloads, owner: session.command) { holder in
      session.progress.note("waiting for another stigmerup, which installs \(text): \(holder)")
    }
  }

  private func install(
    _ choice: SlowSelection.Choice, _ selector: ToolchainSelector, _ source: String
  ) throws -> ToolchainInstall.Outcome {
    guard let locked = try LockedInstall(session, choice) else {
      session.progress.note("installing \(selector.text), selected by \(source)")
      return try ToolchainInstall(session).install(selector, wanted: wanted(choice))
    }
    session.progress.note("installing \(locked.lock.version), locked by \(locked.file)")
    let release = try locked.find(selector)
    if let reason = release.entry.yanked {
      session.progress.note("warning: \(LockError.yanked(release.version, reason: reason).message)")
    }
    return try locked.install(release, wanted: wanted(choice))
  }

  private func wanted(_ choice: SlowSelection.Choice) -> Components? {
    guard let pin = choice.pin, pin.profile != nil || !pin.components.isEmpty else { return nil }
    return Components(profile: pin.profile, extra: pin.components)
  }
}
