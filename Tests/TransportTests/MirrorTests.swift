import Testing
import Transport

struct MirrorTests {
  private let server = FaultyServer.plain
  private let nobody = "http://127.0.0.1:1/r"

  @Test(arguments: ["broken", "cut-always", "portal", "missing", "redirect-out", "endless"])
  func `the next location answers where the first fails`(fault: String) throws {
    let transport = try Transport(server.url(fault), server.url("ok"))
    #expect(try transport.fetch("\(fault)-200000", limit: 200_000).count == 200_000)
  }

  @Test func `a location that failed is asked last from then on`() throws {
    let transport = try Transport(nobody, server.url("ok"))
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    _ = try transport.fetch("first-1", limit: 1)
    #expect(lines.count == 2)
    _ = try transport.fetch("second-1", limit: 1)
    #expect(lines.count == 3)
  }

  @Test func `a location that lags is asked first again`() throws {
    let transport = try Transport(server.url("missing"), server.url("ok"))
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    _ = try transport.fetch("lag-1", limit: 1)
    _ = try transport.fetch("lag-2", limit: 2)
    #expect(lines.count == 4)
  }

  @Test func `not found is said when all say so`() throws {
    let transport = try Transport(server.url("missing"), server.url("forbidden"))
    #expect(
      transport.failure("x-1")
        == .notFound(url: server.url("missing") + "/x-1", status: 404, elsewhere: nil))
  }

  @Test func `a mirror that is down does not hide that a file is not there`() throws {
    let transport = try Transport(server.url("missing"), nobody) { $0.retries = 3 }
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    let error = transport.failure("probe-1")
    #expect(error?.isNotFound == true)
    #expect(error?.message.contains("elsewhere, cannot fetch '\(nobody)/probe-1'") == true)
    #expect(lines.count == 2)
    // From then on it is not even asked.
    #expect(transport.failure("probe-2")?.isNotFound == true)
    #expect(lines.count == 3)
  }

  @Test func `a server that fails for a moment is asked again although another has nothing`() throws
  {
    let transport = try Transport(server.url("missing"), server.url("flaky")) { $0.retries = 3 }
    #expect(try transport.fetch("moment-10", limit: 10).count == 10)
  }

  @Test func `a download goes on at the next location`() throws {
    let transport = try Transport(server.url("cut-once"), server.url("ok"))
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    let download = transport.download("on-3000000", length: 3_000_000)
    #expect(try download.readAll() == FaultyServer.content(0..<3_000_000))
    #expect(lines.count == 2)
    #expect(lines.last?.contains("/ok/on-3000000 from byte ") == true, "\(lines)")
  }

  @Test func `a download goes on in a folder`() throws {
    let folder = Fixtures.Folder()
    try folder.write("f-3000000", FaultyServer.content(0..<3_000_000))
    let transport = try Transport(server.url("cut-once"), folder.path)
    let download = transport.download("f-3000000", length: 3_000_000)
    #expect(try download.readAll() == FaultyServer.content(0..<3_000_000))
  }

  @Test func `a file reported as bad is asked elsewhere`() throws {
    let transport = try Transport(server.url("corrupt"), server.url("ok"))
    let bad = try transport.fetch("v-10", limit: 10)
    #expect(bad != FaultyServer.content(0..<10))
    #expect(transport.report(bad: "v-10"))
    #expect(try transport.fetch("v-10", limit: 10) == FaultyServer.content(0..<10))
    #expect(!transport.report(bad: "v-10"))
  }

  @Test func `an object reported as bad is downloaded elsewhere`() throws {
    let transport = try Transport(server.url("corrupt"), server.url("ok"))
    let bad = try transport.download("w-1000", length: 1000).readAll()
    #expect(bad != FaultyServer.content(0..<1000))
    #expect(transport.report(bad: "w-1000"))
    let good = try transport.download("w-1000", length: 1000).readAll()
    #expect(good == FaultyServer.content(0..<1000))
  }

  @Test func `what nobody served cannot be reported`() throws {
    #expect(try !Transport(nobody).report(bad: "x"))
  }
}
