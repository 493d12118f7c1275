import Foundation
import Host
import SystemPackage
import Testing
import Transport

@Suite(.enabled(if: NginxServer.isAvailable, "nginx is not installed"))
struct HTTP2Tests {
  private static let length = 6_000_000
  private static let folder: Fixtures.Folder = {
    let folder = Fixtures.Folder()
    do {
      for name in ["a", "b"] { try folder.write(name, FaultyServer.content(0..<length)) }
    } catch { fatalError("no test files: \(error)") }
    return folder
  }()
  private static let server = NginxServer(folder)

  private func transport() throws -> Transport {
    try Transport(Self.server.url) {
      $0.authorities = .named(FilePath(Self.server.authorities), variable: "STIGMERUP_CACERT")
      $0.stallTimeout = .seconds(10)
    }
  }

  @Test func `downloads read in turns have a connection each`() throws {
    let content = FaultyServer.content(0..<Self.length)
    for name in ["turn-a", "turn-b"] { try Self.folder.write(name, content) }
    let transport = try transport()
    #expect(transport.failure("turn-c")?.isNotFound == true)
    let downloads = [("turn-a", 0), ("turn-b", 1_000_000)].map {
      transport.download($0.0, length: Self.length, from: $0.1)
    }
    let contents = try Download.readInTurns(downloads)
    #expect(contents[0] == content)
    #expect(contents[1] == FaultyServer.content(1_000_000..<Self.length))
    // Over one HTTP/2 connection libcurl would hold what the other one's reader leaves lying.
    #expect(try versions(ofRequestsFor: "turn-") == ["HTTP/1.1", "HTTP/2.0"])
  }

  @Test func `a download that waits for its reader is whole in the end`() throws {
    let transport = try transport()
    _ = transport.failure("d")
    let downloads = ["a", "b"].map { transport.download($0, length: Self.length) }
    for download in downloads {
      #expect(try download.readAll() == FaultyServer.content(0..<Self.length))
    }
  }

  @Test func `a download that is let go of leaves the connection to the others`() throws {
    let transport = try transport()
    _ = transport.failure("e")
    let kept = transport.download("a", length: Self.length)
    do {
      let dropped = transport.download("b", length: Self.length)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 16)
      defer { buffer.deallocate() }
      #expect(try dropped.read(into: buffer) > 0)
    }
    #expect(try kept.readAll() == FaultyServer.content(0..<Self.length))
  }

  @Test func `an unchanged file is not sent again`() throws {
    let transport = try transport()
    guard
      case .content(_, let validators?) = try transport.fetch(
        "a", limit: Self.length, unlessMatching: nil)
    else {
      Issue.record("nginx sent no validators")
      return
    }
    #expect(
      try transport.fetch("a", limit: Self.length, unlessMatching: validators) == .notModified)
  }

  /// As nginx logs them, each once, sorted; waits for the first lines, which it writes when a request has ended.
  private func versions(ofRequestsFor word: String) throws -> [String] {
    let folder = try Directory(FilePath(Self.server.log).removingLastComponent())
    for _ in 0..<500 {
      let log = String(decoding: try folder.readFile("access.log", limit: 1 << 20), as: UTF8.self)
      let requests = log.split(separator: "\n").filter { $0.contains("\"GET /\(word)") }
      if requests.count >= 3 {
        return Set(
          ["HTTP/1.1", "HTTP/2.0"].filter { version in
            requests.contains { $0.contains(version) }
          }
        ).sorted()
      }
      usleep(10_000)
    }
    return []
  }
}
