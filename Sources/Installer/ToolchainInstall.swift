private import Host
package import Model
package import Selection
private import Store

/// Installs what a selector means now.
package struct ToolchainInstall {
  private let session: Session
  private let approve: (InstallPlan) throws -> Void

  /// - Parameter approve: Called with the plan before anything is downloaded; what it throws ends the installation.
  package init(_ session: Session, approve: @escaping (InstallPlan) throws -> Void = { _ in }) {
    self.session = session
    self.approve = approve
  }

  package struct Outcome: Sendable {
    package let plan: InstallPlan
    /// It was here before, whole: nothing was downloaded.
    package let wasPresent: Bool
    /// It was here before, and was not as signed.
    package let wasDamaged: Bool
    /// What its tree has that the one of the same release before had not; empty when the release is new here.
    package let added: [ComponentName]
    /// The channel whose link moved to it, with the release it pointed to before.
    package let moved: (channel: ChannelName, from: Version?)?
  }

  /// - Parameters:
  ///   - from: The only channel to ask for a version.
  ///   - wanted: Besides what is here: nothing is taken away. Without a profile, and where neither the release nor an
  ///     earlier one of the channel is here, the settings' profile.
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
    let (bytes, manifest) = try repository.manifest(
      of: release, held: try LocalTrees(session.home).manifest(release.entry.manifest.digest))
    let usual = try UsualComponents(
      session.home, profile: session.configuration.profile, of: release, manifest,
      following: present)
    let plan = try InstallPlan(
      release, manifest: manifest, manifestBytes: bytes,
      wanted: usual.adding(wanted), dropped: usual.dropped, in: session.home)
    if !plan.dropped.isEmpty { session.world.console.urgent("warning: \(plan.lossText)") }
    try approve(plan)
    let installation = ReleaseInstallation(
      home: session.home, repository: repository, world: session.world,
      progress: session.progress, command: session.command)
    try installation.carryOut(plan, then: .init(channel: movingChannel, indexes: indexes))
    let hasMoved = movingChannel != nil && present != manifest.version
    return Outcome(
      plan: plan, wasPresent: plan.isPresent,
      wasDamaged: { if case .damaged = plan.presence { true } else { false } }(),
      added: usual.same.isEmpty ? [] : plan.components.filter { !usual.same.contains($0) },
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
}
