import Foundation

/// `Tests/Fixtures/faulty-server`, running on loopback until this process ends, or two minutes.
final class FaultyServer: Sendable {
  /// Without TLS, shared by all tests: names of files keep them apart.
  static let plain = FaultyServer(arguments: [])

  let port: Int
  private let process: Process
  /// The server ends when this end of its standard input is closed.
  private let input: Pipe

  init(arguments: [String]) {
    let output = Pipe()
    input = Pipe()
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Fixtures.path("faulty-server/faulty_server.py")] + arguments
    process.standardInput = input
    process.standardOutput = output
    do { try process.run() } catch { fatalError("python3 is needed for these tests: \(error)") }
    var line = Data()
    while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8),
      !byte.isEmpty
    {
      line += byte
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else {
      fatalError("the test server did not start")
    }
    self.port = port
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// The text of a location whose files all have `fault`.
  func url(_ fault: String, host: String = "127.0.0.1", scheme: String = "http") -> String {
    "\(scheme)://\(host):\(port)/\(fault)"
  }

  /// Bytes of the file that the server sends, whatever its length.
  static func content(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      let start = position % pattern.count
      let count = min(pattern.count - start, range.upperBound - position)
      bytes += pattern[start..<start + count]
      position += count
    }
    return bytes
  }

  private static let pattern = (0..<65521).map { (index: Int) -> UInt8 in
    UInt8(truncatingIfNeeded: 7 * index + index / 251)
  }
}
