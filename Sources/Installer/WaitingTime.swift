package import Model
package import Selection

/// Keeps `update` from releases that are younger than the settings ask for, counted from when the channel listed them:
/// pure.
///
/// The newest one that is old enough is taken instead. When the publisher withdrew (yanked) the release here, nothing
/// waits: whoever waits for others to find the faults would otherwise sit on a known one.
package struct WaitingTime: Sendable {
  private let minimumAge: TimeAmount
  private let now: Instant

  package init(minimumAge: TimeAmount, now: Instant) {
    self.minimumAge = minimumAge
    self.now = now
  }

  /// - Parameters:
  ///   - current: What the selector means in its channel now.
  ///   - index: That channel's.
  package func update(
    _ selector: ToolchainSelector, present: Version?, current: ListedRelease,
    in index: ChannelIndex, isHeld: Bool
  ) -> ChannelUpdate {
    let text = selector.text.description
    guard present != current.version, let end = end(for: current.entry),
      present.flatMap({ index.entry(for: $0) })?.yanked == nil
    else {
      return ChannelUpdate(selector: text, present: present, offered: current, isHeld: isHeld)
    }
    let waiting = ChannelUpdate.Waiting(release: current, end: end)
    let older = older(than: current.version, present: present, in: index, selector)
      .map { ListedRelease(channel: index.channel, entry: $0) }
    return ChannelUpdate(
      selector: text, present: present, offered: older ?? current, waiting: waiting,
      isHeld: isHeld)
  }

  /// - Returns: `nil` for a release that is old enough.
  private func end(for entry: ChannelIndex.Entry) -> Instant? {
    let end = entry.published.adding(minimumAge)
    return end > now ? end : nil
  }

  /// The newest release between the one here and the current one that is old enough.
  private func older(
    than current: Version, present: Version?, in index: ChannelIndex,
    _ selector: ToolchainSelector
  ) -> ChannelIndex.Entry? {
    let listed = index.releases.drop { $0.version != current }.dropFirst()
    return listed.filter { entry in
      guard entry.yanked == nil, entry.version < current else { return false }
      if let present, entry.version <= present { return false }
      if case .partial(let partial) = selector, !partial.matches(entry.version) { return false }
      return end(for: entry) == nil
    }
    .max { $0.version < $1.version }
  }
}
