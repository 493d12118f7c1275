private import CPosix

/// A clock that nobody sets: for durations, never for dates.
package enum MonotonicClock {
  /// Seconds since some fixed moment (`CLOCK_MONOTONIC`).
  package static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
