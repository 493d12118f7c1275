private import Host
private import Model
package import Selection
package import Settings
private import SystemPackage

/// Installs exactly what a lock names, or nothing.
package struct LockedInstall {
  private let session: Session
  package let lock: ProjectLock
  /// The lock's path, for messages.
  package let file: String

  /// - Returns: `nil` for a choice that no lock narrows.
  package init?(_ session: Session, _ choice: SlowSelection.Choice) throws {
    guard let held = choice.lock, case .pin(let pin) = choice.reason,
      let folder = pin.parent.map({ FilePath($0.description) })
    else { return nil }
    let project = Project(try Directory(folder))
    // Taken away since: then nothing says any more what it said.
    guard let lock = try project.lock() else { throw LockError.missing(pin: project.pinPath) }
    self.session = session
    self.lock = lock
    file = held.file
  }

  /// The release, as the repository lists it now with the very bytes that are locked.
  ///
  /// - Parameter selector: What the pin says.
  /// - Throws: ``LockError``.
  package func find(_ selector: ToolchainSelector) throws -> ListedRelease {
    let repository = try session.repository()
    let releases = try PinnedReleases(session)
    let asked = releases.channels(for: selector)
    try repository.refresh(asked)
    guard let version = VersionName(ByteString(lock.version.description)),
      let release = try releases.release(version, for: selector)
    else { throw LockError.notServed(lock.version, file: file, asked: asked) }
    guard release.entry.manifest.digest == lock.manifest else {
      throw LockError.otherBytes(
        lock.version, file: file, channel: release.channel, locked: lock.manifest,
        served: release.entry.manifest.digest)
    }
    return release
  }

  /// Holds the lock against the release that is here.
  ///
  /// - Parameter selector: What the pin says.
  /// - Throws: ``LockError/stale(file:problem:)``.
  package func checkPresent(_ selector: ToolchainSelector) throws {
    if case .stale(let problem) = try LockCheck(session).check(lock, of: selector) {
      throw LockError.stale(file: file, problem: problem)
    }
  }

  /// Installs it; no channel of this home moves.
  ///
  /// - Parameter release: From ``find(_:)``.
  package func install(
    _ release: ListedRelease, wanted: Components?
  ) throws -> ToolchainInstall.Outcome {
    let repository = try session.repository()
    try check(try repository.manifest(of: release).manifest)
    return try ToolchainInstall(session).install(
      release, movingChannel: nil, wanted: wanted, indexes: try repository.refresh([]))
  }

  /// The digest of the manifest settles every byte. Where the lines below it say something else, somebody changed them.
  private func check(_ manifest: Manifest) throws {
    let made = ProjectLock(of: manifest, digest: lock.manifest)
    if let other = lock.disagreement(with: made) {
      throw LockError.otherArtifact(other, file: file, version: lock.version)
    }
  }
}

extension ProjectLock {
  /// The name of the first artifact that this and `made`, which was made of the manifest, do not say the same of.
  ///
  /// Platforms that this version does not know are nothing to it, and neither are those that this lock lists nothing
  /// for: whoever wrote it may not have known them.
  package func disagreement(with made: ProjectLock) -> String? {
    let (listed, known) = (Set(artifacts), Set(made.artifacts))
    let platforms = Set(artifacts.map(\.platform))
    let invented = artifacts.first { Platform($0.platform) != nil && !known.contains($0) }
    let omitted = made.artifacts.first {
      !listed.contains($0) && (platforms.contains($0.platform) || artifacts.isEmpty)
    }
    return (invented ?? omitted)?.name
  }
}
