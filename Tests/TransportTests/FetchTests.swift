import Testing
import Transport

struct FetchTests {
  private let server = FaultyServer.plain

  @Test func `a file comes as it is`() throws {
    let transport = try Transport(server.url("ok"))
    #expect(
      try transport.fetch("d/whole-100000", limit: 100_000) == FaultyServer.content(0..<100_000))
    #expect(try transport.fetch("d/empty-0", limit: 0) == [])
  }

  @Test func `a request says who asks and asks for no packing`() throws {
    let transport = try Transport(server.url("ok"))
    _ = try transport.fetch("agent-1", limit: 1)
    let log = try requests(matching: "agent-1")
    #expect(log.count == 1)
    #expect(log.first?.contains("user-agent=stigmerup/1.2.3 accept-encoding=") == true)
    #expect(log.first?.hasSuffix("accept-encoding=") == true)
  }

  @Test(arguments: [("missing", 404), ("forbidden", 403), ("gone", 410)])
  func `a file that is not there is not found`(fault: String, status: Int) throws {
    let error = try Transport(server.url(fault)).failure("x-1")
    #expect(
      error == .notFound(url: server.url(fault) + "/x-1", status: status, elsewhere: nil))
    #expect(error?.message.contains(String(status)) == true)
  }

  @Test(arguments: [
    ("secret", 401), ("teapot", 418), ("broken", 500), ("unasked-304", 304), ("unasked-206", 206),
  ])
  func `any other answer is an error of its own`(fault: String, status: Int) throws {
    let error = try Transport(server.url(fault)).failure("x-1")
    #expect(error == .status(url: server.url(fault) + "/x-1", code: status, retryAfter: nil))
    #expect(error?.hint != nil)
  }

  @Test func `endless data is cut off`() throws {
    let transport = try Transport(server.url("endless"))
    var received = 0
    transport.onBytes = { received += $0 }
    let error = transport.failure("data-1", limit: 100_000)
    #expect(error == .tooLong(url: server.url("endless") + "/data-1", limit: 100_000))
    #expect(received < 4 << 20)
  }

  @Test func `an announced length above the limit is refused before any content`() throws {
    let transport = try Transport(server.url("announced"))
    let error = transport.failure("data-10", limit: 100)
    #expect(error == .tooLong(url: server.url("announced") + "/data-10", limit: 100))
  }

  @Test func `the limit itself is fine and one byte more is not`() throws {
    let transport = try Transport(server.url("ok"))
    #expect(try transport.fetch("limit-1000", limit: 1000).count == 1000)
    #expect(
      transport.failure("limit-1000", limit: 999)
        == .tooLong(url: server.url("ok") + "/limit-1000", limit: 999))
  }

  @Test func `endless headers are cut off`() throws {
    let error = try Transport(server.url("headers")).failure("x-1")
    guard case .connection = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["cut-half", "cut-always", "mute"])
  func `a connection that is cut is told as such`(fault: String) throws {
    let error = try Transport(server.url(fault)).failure("once-5000")
    #expect(error == .connection(url: server.url(fault) + "/once-5000", .cut))
  }

  @Test func `a connection that is cut is tried again`() throws {
    let transport = try Transport(server.url("cut-once")) { $0.retries = 1 }
    #expect(try transport.fetch("again-5000", limit: 5000) == FaultyServer.content(0..<5000))
  }

  @Test(arguments: ["stall", "silent", "drip"])
  func `a transfer that stalls is given up`(fault: String) throws {
    let transport = try Transport(server.url(fault)) { $0.stallTimeout = .seconds(1) }
    let error = transport.failure("slow-1000")
    #expect(error == .connection(url: server.url(fault) + "/slow-1000", .stalled))
  }

  @Test func `a busy server is asked again once the time that it names has passed`() throws {
    let transport = try Transport(server.url("busy")) { $0.retries = 1 }
    #expect(try transport.fetch("wait-10", limit: 10).count == 10)
    #expect(try requests(matching: "wait-10").count == 2)
  }

  @Test(arguments: [("busy-for-hours", 429), ("busy-until", 503)])
  func `a server that asks to wait for long is not asked again`(fault: String, status: Int) throws {
    let transport = try Transport(server.url(fault)) { $0.retries = 3 }
    let error = transport.failure("long-10")
    guard case .status(_, let code, let seconds?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(code == status)
    #expect(seconds >= 3590)
    #expect(error?.message.contains("asks to wait") == true)
    #expect(try requests(matching: "\(fault)/long-10").count == 1)
  }

  @Test func `a server that fails twice is asked three times`() throws {
    let transport = try Transport(server.url("flaky")) { $0.retries = 3 }
    #expect(try transport.fetch("flaky-10", limit: 10).count == 10)
    #expect(try requests(matching: "flaky-10").count == 3)
  }

  @Test func `a server that goes on failing is left alone after the retries`() throws {
    let transport = try Transport(server.url("broken")) { $0.retries = 2 }
    let error = transport.failure("forever-10")
    #expect(
      error == .status(url: server.url("broken") + "/forever-10", code: 500, retryAfter: nil))
    #expect(try requests(matching: "forever-10").count == 3)
  }

  @Test func `a web page in place of a file is told as such`() throws {
    let error = try Transport(server.url("portal")).failure("timestamp-10")
    #expect(error == .webPage(url: server.url("portal") + "/timestamp-10"))
    #expect(error?.hint?.contains("log in") == true)
  }

  @Test func `right bytes under a wrong type are fine`() throws {
    let transport = try Transport(server.url("mistyped"))
    #expect(try transport.fetch("typed-10", limit: 10) == FaultyServer.content(0..<10))
  }

  @Test(arguments: [
    ("<!DOCTYPE html>", true), ("\u{FEFF}\r\n <html>", true), ("{\"a\":\"<\"}", false), ("", false),
  ])
  func `a web page is told by its beginning`(text: String, isPage: Bool) {
    #expect(WebPage.looksLike(text.utf8) == isPage)
  }

  @Test func `no server at all is told as such`() throws {
    let error = try Transport("http://127.0.0.1:1/r").failure("x")
    #expect(error == .connection(url: "http://127.0.0.1:1/r/x", .refused))
  }

  @Test func `an unknown host is told as such`() throws {
    let error = try Transport("https://nowhere.invalid/r").failure("x")
    #expect(error == .connection(url: "https://nowhere.invalid/r/x", .hostUnknown))
  }

  @Test func `something other than HTTP is told as such`() throws {
    let error = try Transport(server.url("not-http")).failure("x-1")
    guard case .connection(_, .other) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "a\u{0}b"])
  func `a path that could leave the repository is refused`(path: String) throws {
    #expect(try Transport(server.url("ok")).failure(path) == .badPath(path))
  }

  @Test func `two requests share one connection even after an error`() throws {
    let transport = try Transport(server.url("ok"))
    #expect(transport.failure("../missing-1") != nil)
    _ = try transport.fetch("shared-1", limit: 1)
    let missing = try Transport(server.url("missing"), server.url("ok"))
    _ = try missing.fetch("shared-2", limit: 2)
    let connections = try requests(matching: "shared-2").map { $0.prefix { $0 != " " } }
    #expect(connections.count == 2)
    #expect(Set(connections).count == 1)
  }

  @Test func `each request is told in one line`() throws {
    let transport = try Transport(server.url("redirect"))
    var lines: [String] = []
    transport.onRequest = { lines.append($0) }
    _ = try transport.fetch("line-12", limit: 12)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("GET \(server.url("redirect"))/line-12: 302, ") == true)
    #expect(lines.last?.hasPrefix("GET \(server.url("ok"))/line-12: 200, 12 bytes, ") == true)
  }

  private func requests(matching word: String) throws -> [String] {
    let log = try Transport(server.url("log")).fetch(word, limit: 1 << 20)
    return String(decoding: log, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
