/// How much of a release is installed.
package enum Profile: String, Sendable, CaseIterable {
  /// The `stigmer` CLI alone.
  case minimal
  /// The CLI and its runner.
  case standard
  /// Everything that the release brings.
  case complete

  package static let names = "minimal, standard or complete"

  /// Whether this profile brings what belongs to `other`.
  package func includes(_ other: Profile) -> Bool { rank >= other.rank }

  private var rank: Int {
    switch self {
    case .minimal: 0
    case .standard: 1
    case .complete: 2
    }
  }
}
