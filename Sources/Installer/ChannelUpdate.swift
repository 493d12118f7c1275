package import Model
private import Selection
private import Store

/// What `update` has to do for one selector that this home has: a pure value.
package struct ChannelUpdate: Sendable {
  /// As the person types it: a channel, or a partial version.
  package let selector: String
  /// The release here now; `nil` when the channel is new here.
  package let present: Version?
  package let offered: ListedRelease

  package init(selector: String, present: Version?, offered: ListedRelease) {
    self.selector = selector
    self.present = present
    self.offered = offered
  }

  /// Whether the channel's current release is another one than the one here. It may be a lower one: its signed index
  /// says so.
  package var isNeeded: Bool { present != offered.version }

  package var isDowngrade: Bool { present.map { offered.version < $0 } ?? false }
}
