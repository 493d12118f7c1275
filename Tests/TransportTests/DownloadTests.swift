import Testing
import Transport

struct DownloadTests {
  private let server = FaultyServer.plain

  @Test(arguments: [(0, 5_000_000), (1, 5_000_000), (4_999_999, 5_000_000), (0, 1)])
  func `a file comes from where it is wanted`(offset: Int, length: Int) throws {
    let transport = try Transport(server.url("ok"))
    let download = transport.download("d-\(length)", length: length, from: offset)
    #expect(try download.readAll() == FaultyServer.content(offset..<length))
    #expect(download.position == length)
  }

  @Test(arguments: [0, 7])
  func `nothing wanted is nothing asked`(length: Int) throws {
    let transport = try Transport("http://127.0.0.1:1/r")
    #expect(try transport.download("x", length: length, from: length).readAll() == [])
  }

  @Test(arguments: [0, 1_500_000])
  func `a server that knows no ranges sends the whole`(offset: Int) throws {
    let transport = try Transport(server.url("no-range"))
    let download = transport.download("n-2000000", length: 2_000_000, from: offset)
    #expect(try download.readAll() == FaultyServer.content(offset..<2_000_000))
  }

  @Test func `a transfer that is cut again and again is taken up where it was`() throws {
    let transport = try Transport(server.url("cut")) { $0.retries = 3 }
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    let download = transport.download("c-6000000", length: 6_000_000)
    #expect(try download.readAll() == FaultyServer.content(0..<6_000_000))
    #expect(lines.count > 10)
    #expect(lines.dropFirst().allSatisfy { $0.contains("from byte") })
  }

  @Test func `a transfer that stalls is taken up where it was`() throws {
    let transport = try Transport(server.url("stall-once")) {
      $0.retries = 1
      $0.stallTimeout = .seconds(1)
    }
    let download = transport.download("s-300000", length: 300_000)
    #expect(try download.readAll() == FaultyServer.content(0..<300_000))
  }

  @Test func `a cut transfer goes on although the server knows no ranges`() throws {
    let transport = try Transport(server.url("no-range-cut")) { $0.retries = 1 }
    let download = transport.download("nc-300000", length: 300_000)
    #expect(try download.readAll() == FaultyServer.content(0..<300_000))
  }

  @Test func `a server that always cuts is given up after the retries`() throws {
    let transport = try Transport(server.url("cut-always")) { $0.retries = 2 }
    var count = 0
    transport.onRequest = { _ in count += 1 }
    let download = transport.download("a-300000", length: 300_000)
    #expect(
      download.failure() == .connection(url: server.url("cut-always") + "/a-300000", .cut))
    #expect(count == 3)
    // It stays failed.
    #expect(download.failure() != nil)
    #expect(count == 3)
  }

  @Test(arguments: ["wrong-range", "short-range", "no-content-range"])
  func `another part than the one asked for is refused`(fault: String) throws {
    let download = try Transport(server.url(fault))
      .download("w-1000", length: 1000, from: 100)
    #expect(download.failure() == .wrongRange(url: server.url(fault) + "/w-1000"))
    #expect(download.position == 100)
  }

  @Test(arguments: [("shorter", 999), ("short", 500)])
  func `a file that is too short is refused`(fault: String, found: Int) throws {
    let download = try Transport(server.url(fault)).download("s-1000", length: 1000)
    #expect(
      download.failure()
        == .wrongLength(url: server.url(fault) + "/s-1000", expected: 1000, found: found))
  }

  @Test func `a file that is too long is refused`() throws {
    let download = try Transport(server.url("ok")).download("l-1001", length: 1000)
    #expect(
      download.failure()
        == .wrongLength(url: server.url("ok") + "/l-1001", expected: 1000, found: 1001))
    let unannounced = try Transport(server.url("long")).download("l-1000", length: 1000)
    #expect(
      unannounced.failure() == .tooLong(url: server.url("long") + "/l-1000", limit: 1000))
  }

  @Test func `a range behind the end of a shorter file is refused`() throws {
    let download = try Transport(server.url("ok")).download("b-10", length: 1000, from: 500)
    #expect(download.failure() == .wrongRange(url: server.url("ok") + "/b-10"))
  }

  @Test(arguments: [("missing", 404), ("forbidden", 403)])
  func `an object that is not there is not found`(fault: String, status: Int) throws {
    let download = try Transport(server.url(fault)).download("x-1", length: 1)
    #expect(
      download.failure()
        == .notFound(url: server.url(fault) + "/x-1", status: status, elsewhere: nil))
  }

  @Test func `a web page in place of an object is told as such`() throws {
    let download = try Transport(server.url("portal")).download("x-1000", length: 1000)
    #expect(download.failure() == .webPage(url: server.url("portal") + "/x-1000"))
  }

  @Test func `two downloads go on side by side and hold no more than a buffer each`() throws {
    let transport = try Transport(server.url("ok"))
    var received = 0
    transport.onBytes = { received += $0 }
    let one = transport.download("p-8000000", length: 8_000_000)
    let other = transport.download("q-8000000", length: 8_000_000)
    #expect(try one.readAll() == FaultyServer.content(0..<8_000_000))
    // The other one came as far as its buffer reaches, while nobody read it.
    #expect(received > 8_000_000)
    #expect(received <= 8_000_000 + (1 << 20))
    #expect(try other.readAll(piece: 7919) == FaultyServer.content(0..<8_000_000))
  }

  @Test func `downloads read in turns keep their bytes apart`() throws {
    let transport = try Transport(server.url("ok"), server.url("cut")) { $0.retries = 3 }
    let downloads = [0, 1_000_000, 123_456].map {
      transport.download("t-3000000", length: 3_000_000, from: $0)
    }
    let contents = try Download.readInTurns(downloads)
    #expect(contents[0] == FaultyServer.content(0..<3_000_000))
    #expect(contents[1] == FaultyServer.content(1_000_000..<3_000_000))
    #expect(contents[2] == FaultyServer.content(123_456..<3_000_000))
  }

  @Test func `a download that is let go of leaves the others alone`() throws {
    let transport = try Transport(server.url("ok"))
    let kept = transport.download("k-2000000", length: 2_000_000)
    do {
      let dropped = transport.download("o-9000000", length: 9_000_000)
      #expect(dropped.position == 0)
    }
    #expect(try kept.readAll() == FaultyServer.content(0..<2_000_000))
    #expect(try transport.fetch("after-5", limit: 5).count == 5)
  }
}
