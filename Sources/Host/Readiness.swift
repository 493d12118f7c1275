private import CPosix

/// Waits until one of several descriptors can be read or written (`poll(2)`).
package struct Readiness {
  package enum Interest: Sendable {
    case reading
    case writing
  }

  private var entries: [pollfd] = []

  package init() {}

  package mutating func add(_ descriptor: Int32, _ interest: Interest) {
    let events = interest == .reading ? POLLIN : POLLOUT
    entries.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
  }

  /// - Parameter timeout: In seconds; `nil` waits for ever.
  /// - Returns: The descriptors that are ready, or whose other end is gone; none after the time or a signal.
  package mutating func wait(timeout: Double?) throws(HostError) -> Set<Int32> {
    let milliseconds = timeout.map { Int32(min(max($0 * 1000, 0), 1e9).rounded(.up)) } ?? -1
    let count = poll(&entries, nfds_t(entries.count), milliseconds)
    guard count != -1 else {
      if stg_errno() == EINTR { return [] }
      throw HostError("wait for", "connections", code: stg_errno())
    }
    return Set(entries.lazy.filter { $0.revents != 0 }.map(\.fd))
  }
}
