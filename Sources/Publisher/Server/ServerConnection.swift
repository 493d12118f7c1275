internal import Host

/// One client: requests come in, answers go out, in order; what is sent is at most one piece of a file in memory.
final class ServerConnection {
  private static let pieceLength = 64 << 10

  let socket: TCPSocket
  /// When something last went in or out, by the monotonic clock.
  private(set) var lastActivity: Double
  private(set) var isFinished = false

  private let folder: Directory
  private var received: [UInt8] = []
  private var pending: [UInt8] = []
  private var sent = 0
  private var body: (file: ServedFile, range: Range<Int>)?
  private var closesAfterAnswer = false
  /// The answer is out; what the client still sends is dropped, lest the answer be lost with it.
  private var isDraining = false
  private var drained = 0

  init(_ socket: TCPSocket, folder: Directory) {
    self.socket = socket
    self.folder = folder
    lastActivity = MonotonicClock.seconds
  }

  var interest: Readiness.Interest { isSending ? .writing : .reading }

  private var isSending: Bool { sent < pending.count || body != nil }

  /// Answers with `status` and ends, whatever the client asks for.
  func refuse(_ status: Response.Status) { begin(.refusal(status)) }

  /// Goes on as far as the socket and one piece of a file allow.
  func proceed() {
    lastActivity = MonotonicClock.seconds
    if isDraining { return drain() }
    if isSending { send() } else { receive() }
  }

  // MARK: receiving

  private func receive() {
    var transfer = TCPSocket.Transfer.closed
    let piece = [UInt8](unsafeUninitializedCapacity: 8 << 10) { buffer, count in
      transfer = socket.receive(into: UnsafeMutableRawBufferPointer(buffer))
      if case .bytes(let received) = transfer { count = received }
    }
    switch transfer {
    case .closed: isFinished = true
    case .notReady: return
    case .bytes:
      received += piece
      answerNext()
    }
  }

  private func answerNext() {
    guard let length = RequestHead.length(in: received) else {
      if received.count > RequestHead.longest { begin(.refusal(.headTooLarge)) }
      return
    }
    guard length <= RequestHead.longest else { return begin(.refusal(.headTooLarge)) }
    let head = RequestHead(received[..<length])
    received.removeFirst(length)
    begin(head.map { Response.answer(to: $0, in: folder) } ?? .refusal(.badRequest))
  }

  private func drain() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 8 << 10, alignment: 16)
    defer { buffer.deallocate() }
    switch socket.receive(into: buffer) {
    case .notReady: return
    case .closed: isFinished = true
    case .bytes(let count):
      drained += count
      if drained > 1 << 20 { isFinished = true }
    }
  }

  // MARK: sending

  private func begin(_ response: Response) {
    pending = response.head
    sent = 0
    body = response.body
    closesAfterAnswer = response.closesConnection
    send()
  }

  /// Sends one piece: then the others have their turn.
  private func send() {
    if sent == pending.count { readPiece() }
    guard sent < pending.count else { return }
    let transfer = pending.withUnsafeBytes { bytes in
      socket.send(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
    }
    switch transfer {
    case .notReady: return
    case .closed: isFinished = true
    case .bytes(let count):
      sent += count
      if !isSending { finishAnswer() }
    }
  }

  private func readPiece() {
    guard let (file, range) = body else { return }
    pending = []
    sent = 0
    do {
      let most = min(range.count, Self.pieceLength)
      var outcome: Result<Int, HostError> = .success(0)
      pending = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
        outcome = Result { () throws(HostError) in
          try file.read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
        }
        if case .success(let read) = outcome { count = read }
      }
      let count = try outcome.get()
      // The file became shorter: the client sees that its answer was cut.
      guard count > 0 else { return isFinished = true }
      let rest = (range.lowerBound + count)..<range.upperBound
      body = rest.isEmpty ? nil : (file, rest)
    } catch {
      isFinished = true
    }
  }

  private func finishAnswer() {
    pending = []
    sent = 0
    guard closesAfterAnswer else {
      // The next request may have come along with this one.
      return answerNext()
    }
    socket.finishSending()
    isDraining = true
  }
}
