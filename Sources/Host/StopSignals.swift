private import CPosix

/// Ctrl-C (`SIGINT`) and `SIGTERM` as something to wait for beside sockets, instead of the end of the process.
///
/// One at a time in a process. When it goes, the signals end the process again.
package final class StopSignals {
  /// Can be read once one of the signals came.
  package let descriptor: Int32
  private let writingEnd: Int32

  package init() throws(HostError) {
    var ends: [Int32] = [-1, -1]
    try SystemCall.run("open a pipe for", "signals") { pipe(&ends) }
    (descriptor, writingEnd) = (ends[0], ends[1])
    for end in ends {
      try SystemCall.run("prepare", "a pipe") { stg_fcntl_int(end, F_SETFD, FD_CLOEXEC) }
      try SystemCall.run("prepare", "a pipe") { stg_fcntl_int(end, F_SETFL, O_NONBLOCK) }
    }
    try SystemCall.run("listen for", "signals") { stg_redirect_stop_signals(ends[1]) }
  }

  deinit {
    _ = stg_redirect_stop_signals(-1)
    close(writingEnd)
    close(descriptor)
  }
}
