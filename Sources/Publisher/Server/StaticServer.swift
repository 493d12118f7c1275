package import Host
private import Model

/// Serves the files of one folder over HTTP/1.1 on the loopback interface, for trying a repository out.
///
/// GET and HEAD, keep-alive, one range of bytes, and conditional requests by entity tag. It only reads. What begins
/// with a dot is not served, nor what lies behind a symbolic link. One thread; at most ``mostConnections`` clients at
/// a time, and none of them can stop the others.
package final class StaticServer {
  package static let mostConnections = 64
  /// Seconds after which a silent client is let go.
  package static let idleTimeout = 60.0
  /// The same while all places are taken.
  private static let idleTimeoutWhenFull = 5.0

  /// `http://127.0.0.1:8000`, with the port that was taken; no `/` at its end.
  package let url: String

  private let folder: Directory
  private let listener: TCPSocket
  private var connections: [Int32: ServerConnection] = [:]
  /// While the process has no descriptors left, nobody is accepted before this time.
  private var acceptsAgain = 0.0

  /// Listens from now on; clients wait until ``run()``.
  ///
  /// - Parameter port: 0 takes a free one.
  /// - Throws: ``ServerError`` for a port that is taken; `HostError`.
  package init(folder: Directory, host: LoopbackAddress = .v4, port: UInt16 = 0) throws {
    self.folder = folder
    do throws(HostError) {
      listener = try TCPSocket.listening(on: host, port: port)
    } catch {
      throw ServerError(address: "\(host.urlHost):\(port)", cause: error)
    }
    url = "http://\(host.urlHost):\(try listener.port())"
  }

  /// Serves until Ctrl-C (`SIGINT`) or `SIGTERM`.
  ///
  /// - Throws: `HostError` when the system cannot wait any more.
  package func run() throws {
    let signals = try StopSignals()
    try run(untilReadable: signals.descriptor)
  }

  /// Serves until `stop` can be read.
  package func run(untilReadable stop: Int32) throws {
    while true {
      let ready = try wait(stop)
      if ready.contains(stop) { break }
      for (descriptor, connection) in connections where ready.contains(descriptor) {
        connection.proceed()
      }
      letGo()
      if ready.contains(listener.descriptor) { accept() }
    }
    connections = [:]
  }

  private func wait(_ stop: Int32) throws(HostError) -> Set<Int32> {
    let now = MonotonicClock.seconds
    var readiness = Readiness()
    readiness.add(stop, .reading)
    var deadline = connections.values.map { $0.lastActivity + patience }.min()
    if connections.count < Self.mostConnections {
      if now >= acceptsAgain {
        readiness.add(listener.descriptor, .reading)
      } else {
        deadline = min(deadline ?? acceptsAgain, acceptsAgain)
      }
    }
    for (descriptor, connection) in connections { readiness.add(descriptor, connection.interest) }
    return try readiness.wait(timeout: deadline.map { max(0, $0 - now) })
  }

  private var patience: Double {
    connections.count < Self.mostConnections ? Self.idleTimeout : Self.idleTimeoutWhenFull
  }

  private func accept() {
    do throws(HostError) {
      while connections.count < Self.mostConnections, let socket = try listener.accept() {
        connections[socket.descriptor] = ServerConnection(socket, folder: folder)
      }
    } catch {
      // Mostly too many open files: it passes, and those who are served go on.
      acceptsAgain = MonotonicClock.seconds + 1
    }
  }

  private func letGo() {
    let oldest = MonotonicClock.seconds - patience
    connections = connections.filter { !$0.value.isFinished && $0.value.lastActivity > oldest }
  }
}
