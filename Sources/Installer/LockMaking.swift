private import Model
package import Selection
package import Settings
private import Store

/// Finds the release that a lock is to name. Every digest comes from what a channel's role signs.
package struct LockMaking {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package struct Outcome: Sendable {
    package let lock: ProjectLock
    /// Why nobody should select the release any more.
    package let yanked: String?
  }

  /// - Parameters:
  ///   - selector: What the pin says.
  ///   - version: The release to take instead of the newest one; the pin must allow it.
  ///   - pin: The pin's path, for messages.
  /// - Throws: ``LockError``, ``InstallerError``; what the repository's verification refuses.
  package func lock(
    _ selector: ToolchainSelector, at version: VersionName?, pin: String
  ) throws -> Outcome {
    if let version, !selector.admits(version) {
      throw LockError.outsidePin(
        try modelled(version), selector: selector.text.description, pin: pin)
    }
    let repository = try session.repository()
    let followed = try session.home.followedChannels()
    try repository.refresh(ReleaseLocator.channels(for: selector, followed: followed))
    let release =
      try version.map {
        try PinnedReleases(session).find($0, for: selector)
      } ?? ReleaseLocator(source: repository, followed: followed).locate(selector)
    let manifest = try repository.manifest(of: release).manifest
    return Outcome(
      lock: ProjectLock(of: manifest, digest: release.entry.manifest.digest),
      yanked: release.entry.yanked)
  }

  private func modelled(_ version: VersionName) throws -> Version {
    let text = version.bytes.description
    guard let version = Version(text) else { throw LockError.notOneVersion(text) }
    return version
  }
}
