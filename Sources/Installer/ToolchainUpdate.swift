private import Host
private import Model
package import Selection
private import Store

/// Brings channels, and partial versions that are selected here, to what their channels say now.
package struct ToolchainUpdate {
  private let session: Session
  private let ignoresAge: Bool

  /// - Parameter ignoresAge: Whether releases need not wait for the age that the settings ask for.
  package init(_ session: Session, ignoresAge: Bool = false) {
    self.session = session
    self.ignoresAge = ignoresAge
  }

  /// What one selector came to.
  package struct Finding {
    package let selector: String
    package let result: Result<ChannelUpdate, any Error>
  }

  /// What there would be to do. Nothing is changed but the trusted metadata.
  ///
  /// - Parameter selectors: Empty for all that this home follows.
  /// - Throws: What refused the repository as a whole; a single channel's trouble stands in its finding.
  package func check(_ selectors: [ToolchainSelector]) throws -> [Finding] {
    let followed = try session.home.followedChannels()
    let wanted = try selectors.isEmpty ? own(followed) : selectors
    let repository = try session.repository()
    let channels = wanted.flatMap { ReleaseLocator.channels(for: $0, followed: followed) }
    try repository.refresh(channels)
    let locator = ReleaseLocator(source: repository, followed: followed)
    return wanted.map { selector in
      Finding(
        selector: selector.text.description,
        result: Result {
          try update(selector, current: try locator.locate(selector), repository)
        })
    }
  }

  private func update(
    _ selector: ToolchainSelector, current: ListedRelease, _ repository: Repository
  ) throws -> ChannelUpdate {
    let hold = try ToolchainInstall.channel(of: selector).flatMap { try session.home.hold(of: $0) }
    let age = ignoresAge ? .zero : session.configuration.minimumAge(in: current.channel)
    return WaitingTime(minimumAge: age, now: session.world.clock()).update(
      selector, present: try present(selector), current: current,
      in: try repository.index(of: current.channel), isHeld: hold != nil)
  }

  /// Installs what one finding offers and switches to it.
  ///
  /// - Parameter approve: As of ``ToolchainInstall``.
  package func apply(
    _ update: ChannelUpdate, approve: @escaping (InstallPlan) throws -> Void = { _ in }
  ) throws -> ToolchainInstall.Outcome {
    let selector = ToolchainSelector(ByteString(update.selector))
    return try ToolchainInstall(session, approve: approve).install(
      update.offered, movingChannel: selector.flatMap(ToolchainInstall.channel),
      wanted: nil, indexes: try session.repository().refresh([]))
  }

  /// The followed channels, and the default when it is a partial version.
  private func own(_ followed: [ChannelName]) throws -> [ToolchainSelector] {
    var selectors = followed.compactMap { $0.forSelection.map { ToolchainSelector.channel($0) } }
    if let text = try session.home.defaultSelector(),
      let selector = ToolchainSelector(ByteString(text)), case .partial = selector
    {
      selectors.append(selector)
    }
    return selectors
  }

  private func present(_ selector: ToolchainSelector) throws -> Version? {
    if let channel = ToolchainInstall.channel(of: selector) {
      return try session.home.release(of: channel)
    }
    switch selector {
    case .version(let name):
      return try session.home.toolchain(named: name.bytes.description)?.release?.version
    case .partial(let partial):
      return try session.home.toolchains().compactMap { $0.release?.version }
        .first { partial.matches($0) }
    default: return nil
    }
  }
}
