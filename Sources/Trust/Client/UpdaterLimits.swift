/// The most that an ``Updater`` accepts, in bytes and counts: python-tuf's bounds.
package struct UpdaterLimits: Sendable {
  package var root = 512_000
  package var timestamp = 16_384
  package var snapshot = 2_000_000
  /// For `targets` and each delegated role.
  package var targets = 5_000_000
  /// New roots in one refresh.
  package var rootRotations = 256
  /// Roles asked for one target, `targets` itself not counted.
  package var delegations = 32

  package init() {}
}
