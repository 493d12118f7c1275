import Model

/// The time between two instants as people say it, in the largest unit that fits: `178 days`.
struct TimeSpan: CustomStringConvertible {
  let description: String

  /// - Parameter end: Not before `start`.
  init(from start: Instant, to end: Instant) {
    let seconds = max(0, end.seconds - start.seconds)
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    let (size, name) = units.first { seconds >= $0.0 } ?? (1, "second")
    let count = seconds / size
    description = "\(count) \(name)\(count == 1 ? "" : "s")"
  }
}
