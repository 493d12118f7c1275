package import Model
private import Selection
private import Store

/// What `update` has to do for one selector that this home has: a pure value.
package struct ChannelUpdate: Sendable {
  /// As the person types it: a channel, or a partial version.
  package let selector: String
  /// The release here now; `nil` when the channel is new here.
  package let present: Version?
  /// What an update would install; where that has to wait or the channel is held, what it would install otherwise.
  package let offered: ListedRelease
  /// The newest release, when it is too young to be taken.
  package let waiting: Waiting?
  /// Whether a rollback left the channel where it is.
  package let isHeld: Bool

  package struct Waiting: Sendable {
    package let release: ListedRelease
    /// From when on it is taken.
    package let end: Instant
  }

  package init(
    selector: String, present: Version?, offered: ListedRelease, waiting: Waiting? = nil,
    isHeld: Bool = false
  ) {
    self.selector = selector
    self.present = present
    self.offered = offered
    self.waiting = waiting
    self.isHeld = isHeld
  }

  /// Whether an update would change something: the channel's release is another one than the one here. It may be a lower
  /// one: its signed index says so.
  package var isNeeded: Bool { differs && !isHeld && waiting?.release != offered }

  /// Whether the release here is another one, be it held or not.
  package var differs: Bool { present != offered.version }

  package var isDowngrade: Bool { present.map { offered.version < $0 } ?? false }
}
