private import Host
import Model
import Selection
private import Store

/// Keeps `update` from releases that are younger than the settings ask for, counted from when the channel listed them.
///
/// The newest one that is old enough is taken instead. When the publisher withdrew (yanked) the release here, nothing
/// waits: whoever waits for others to find the faults would otherwise sit on a known one.
struct WaitingTime {
  private let session: Session
  private let ignoresAge: Bool

  init(_ session: Session, ignoresAge: Bool) {
    self.session = session
    self.ignoresAge = ignoresAge
  }

  /// - Parameter current: What the selector means in its channel now.
  func update(
    _ selector: ToolchainSelector, present: Version?, current: ListedRelease, isHeld: Bool
  ) throws -> ChannelUpdate {
    let channel = current.channel
    let index = try session.repository().index(of: channel)
    let text = selector.text.description
    guard present != current.version, let end = end(for: current),
      present.flatMap({ index.entry(for: $0) })?.yanked == nil
    else {
      return ChannelUpdate(selector: text, present: present, offered: current, isHeld: isHeld)
    }
    let waiting = ChannelUpdate.Waiting(release: current, end: end)
    let older = older(than: current, present: present, in: index, selector)
    return ChannelUpdate(
      selector: text, present: present, offered: older ?? current, waiting: waiting,
      isHeld: isHeld)
  }

  /// - Returns: `nil` for a release that is old enough.
  private func end(for release: ListedRelease) -> Instant? {
    guard !ignoresAge else { return nil }
    let end = release.entry.published.adding(
      session.configuration.minimumAge(in: release.channel))
    return end > session.world.clock() ? end : nil
  }

  /// The newest release between the one here and the current one that is old enough.
  private func older(
    than current: ListedRelease, present: Version?, in index: ChannelIndex,
    _ selector: ToolchainSelector
  ) -> ListedRelease? {
    let listed = index.releases.drop { $0.version != current.version }.dropFirst()
    return listed.filter { entry in
      guard entry.yanked == nil, entry.version < current.version else { return false }
      if let present, entry.version <= present { return false }
      if case .partial(let partial) = selector, !partial.matches(entry.version) { return false }
      return end(for: ListedRelease(channel: index.channel, entry: entry)) == nil
    }
    .max { $0.version < $1.version }
    .map { ListedRelease(channel: index.channel, entry: $0) }
  }
}
