package import Model
package import Selection
private import Store

/// Installs what a selector means now.
package struct ToolchainInstall {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package struct Outcome: Sendable {
    package let plan: InstallPlan
    /// It was here before, whole: nothing was downloaded.
    package let wasPresent: Bool
    /// The channel whose link moved to it, with the release it pointed to before.
    package let moved: (channel: ChannelName, from: Version?)?
  }

  /// - Parameters:
  ///   - from: The only channel to ask for a version.
  ///   - wanted: `nil` takes the profile of the settings, and what the channel's present release has besides.
  package func install(
    _ selector: ToolchainSelector, from: ChannelName? = nil, wanted: Components? = nil
  ) throws -> Outcome {
    let repository = try session.repository()
    if let channel = Self.channel(of: selector), let hold = try session.home.hold(of: channel),
      let held = ToolchainSelector(ByteString(hold.version.description))
    {
      // A rollback is not undone in passing: it is the release held there that may be missing.
      session.progress.note(
        "\(channel) is held at \(held.text); to let go of it: stigmerup update --unhold \(channel)")
      return try install(held, from: channel, wanted: wanted)
    }
    let followed = try session.home.followedChannels()
    let channels = ReleaseLocator.channels(for: selector, followed: followed, from: from)
    let indexes = try repository.refresh(channels)
    let release = try ReleaseLocator(source: repository, followed: followed, from: from)
      .locate(selector)
    return try install(
      release, movingChannel: Self.channel(of: selector), wanted: wanted, indexes: indexes)
  }

  package func install(
    _ release: ListedRelease, movingChannel: ChannelName?, wanted: Components?,
    indexes: ChannelIndexes
  ) throws -> Outcome {
    let repository = try session.repository()
    let present = try movingChannel.flatMap { try session.home.release(of: $0) }
    let (bytes, manifest) = try repository.manifest(of: release)
    let plan = try InstallPlan(
      release, manifest: manifest, manifestBytes: bytes,
      wanted: try wanted ?? usual(for: manifest, present: present), in: session.home)
    let installation = ReleaseInstallation(
      home: session.home, repository: repository, world: session.world,
      progress: session.progress, command: session.command)
    try installation.carryOut(plan, then: .init(channel: movingChannel, indexes: indexes))
    let hasMoved = movingChannel != nil && present != manifest.version
    return Outcome(
      plan: plan, wasPresent: plan.isPresent,
      moved: hasMoved ? movingChannel.map { ($0, present) } : nil)
  }

  /// The channel that a selector moves when it is installed or updated.
  package static func channel(of selector: ToolchainSelector) -> ChannelName? {
    switch selector {
    case .channel(let channel): ChannelName(channel)
    case .latest: .stable
    default: nil
    }
  }

  /// The settings' profile, and what the release before has besides, as far as the new one has it too.
  private func usual(for manifest: Manifest, present: Version?) throws -> Components {
    var wanted = Components(profile: session.configuration.profile)
    if let present,
      let release = try session.home.toolchain(named: present.description)?.release
    {
      wanted.extra = release.components.filter { manifest.components[$0] != nil }
    }
    // A tree of this very release keeps what it has.
    if let here = try session.home.toolchain(named: manifest.version.description)?.release {
      wanted.extra += here.components
    }
    return wanted
  }
}
