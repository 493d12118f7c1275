private import CPosix

/// Conditions that another process may delay: a child that a neighbouring test starts has copies of all descriptors, and so of
/// locks, from its `fork` to its `exec`; a killed process is gone when the system gets to it.
package enum Eventually {
  /// Looks again and again, for ten seconds at most.
  package static func holds(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<1000 {
      if try condition() { return true }
      usleep(10_000)
    }
    return false
  }
}
