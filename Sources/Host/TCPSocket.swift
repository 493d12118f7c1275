private import CPosix

/// A TCP socket on the loopback interface: never blocks, is close-on-exec, and closes when its owner lets go of it.
package final class TCPSocket {
  package let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// What one call to send or receive did.
  package enum Transfer: Equatable, Sendable {
    /// At least one byte.
    case bytes(Int)
    /// Nothing now: wait until the socket is ready.
    case notReady
    /// The other end is gone.
    case closed
  }

  /// - Parameter port: 0 takes a free one.
  package static func listening(on address: LoopbackAddress, port: UInt16) throws(HostError)
    -> TCPSocket
  {
    let place = "\(address.urlHost):\(port)"
    let isV6: Int32 = address == .v6 ? 1 : 0
    let socket = TCPSocket(try SystemCall.run("open a socket for", place) { stg_tcp_socket(isV6) })
    try socket.prepare(place)
    // A port that a server just left is free for the next one.
    try SystemCall.run("prepare", place) {
      stg_set_socket_flag(socket.descriptor, SOL_SOCKET, SO_REUSEADDR)
    }
    try SystemCall.run("listen on", place) { stg_bind_loopback(socket.descriptor, isV6, port) }
    try SystemCall.run("listen on", place) { listen(socket.descriptor, 64) }
    return socket
  }

  package func port() throws(HostError) -> UInt16 {
    UInt16(try SystemCall.run("look at", "a socket") { stg_bound_port(descriptor) })
  }

  /// - Returns: `nil` when nobody waits, or who waited is gone.
  /// - Throws: ``HostError`` such as `EMFILE`; who waits goes on waiting then.
  package func accept() throws(HostError) -> TCPSocket? {
    let opened: Int32
    do throws(HostError) {
      opened = try SystemCall.run("accept", "a connection") {
        CPosix.accept(descriptor, nil, nil)
      }
    } catch  where [EAGAIN, EWOULDBLOCK, ECONNABORTED, EPROTO].contains(error.code) {
      return nil
    }
    let socket = TCPSocket(opened)
    try socket.prepare("a connection")
    // Small answers go out at once; that it cannot be set harms nothing.
    _ = stg_set_socket_flag(opened, Int32(IPPROTO_TCP), TCP_NODELAY)
    return socket
  }

  package func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    transfer { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
  }

  /// - Parameter bytes: At least one.
  package func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    return transfer { CPosix.send(descriptor, bytes.baseAddress, bytes.count, flags) }
  }

  /// Tells the other end that nothing more comes; it can still be listened to.
  package func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  private func transfer(_ call: () -> Int) -> Transfer {
    while true {
      let count = call()
      if count > 0 { return .bytes(count) }
      if count == 0 { return .closed }
      switch stg_errno() {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return .notReady
      default: return .closed
      }
    }
  }

  private func prepare(_ place: String) throws(HostError) {
    try SystemCall.run("prepare", place) { stg_fcntl_int(descriptor, F_SETFD, FD_CLOEXEC) }
    try SystemCall.run("prepare", place) { stg_fcntl_int(descriptor, F_SETFL, O_NONBLOCK) }
    #if canImport(Darwin)
      try SystemCall.run("prepare", place) {
        stg_set_socket_flag(descriptor, SOL_SOCKET, SO_NOSIGPIPE)
      }
    #endif
  }
}
