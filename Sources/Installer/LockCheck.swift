private import Host
private import Model
package import Selection
package import Settings
private import Store
private import Trust

/// Whether a lock still holds, as far as this machine can tell without a network.
package struct LockCheck {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package enum Finding: Sendable, Equatable {
    case current
    case missing
    /// It is of a version that the pin does not select.
    case differs
    /// With what is known here against it.
    case stale(String)
  }

  /// - Parameter selector: What the pin says.
  package func check(_ lock: ProjectLock?, of selector: ToolchainSelector) throws -> Finding {
    guard let lock else { return .missing }
    guard let version = VersionName(ByteString(lock.version.description)),
      selector.admits(version)
    else { return .differs }
    if let channel = try dissenter(lock, selector) {
      return .stale("channel '\(channel)' signs other bytes as \(lock.version)")
    }
    guard let made = try lockOfInstalled(lock) else { return .current }
    return lock.disagreement(with: made).map { name in
      .stale("it does not say of '\(name)' what the manifest of \(lock.version) says")
    } ?? .current
  }

  /// The first channel that the pin may ask and that is known to list the version, if it lists other bytes.
  private func dissenter(
    _ lock: ProjectLock, _ selector: ToolchainSelector
  ) throws -> ChannelName? {
    let followed = try session.home.followedChannels()
    for channel in ReleaseLocator.channels(for: selector, followed: followed) {
      guard let signed = try session.home.signedManifest(of: lock.version, in: channel) else {
        continue
      }
      return signed == lock.manifest ? nil : channel
    }
    return nil
  }

  /// The lock that the release would get, where its manifest is on this machine.
  private func lockOfInstalled(_ lock: ProjectLock) throws -> ProjectLock? {
    guard let toolchain = try session.home.toolchain(named: lock.version.description),
      toolchain.release?.manifest == lock.manifest,
      let bytes = try session.home.root.readFileIfPresent(
        "\(toolchain.place.path)/manifest.json", limit: Limits.manifest),
      Digest.sha256(of: bytes) == lock.manifest
    else { return nil }
    return ProjectLock(of: try Manifest(parsing: bytes), digest: lock.manifest)
  }
}
