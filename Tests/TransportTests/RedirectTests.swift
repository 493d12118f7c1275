import Testing
import Transport

struct RedirectTests {
  private let server = FaultyServer.plain

  @Test(arguments: ["redirect", "redirect-plain"])
  func `a redirect on this machine is followed`(fault: String) throws {
    let transport = try Transport(server.url(fault))
    #expect(try transport.fetch("r-100", limit: 100) == FaultyServer.content(0..<100))
    #expect(
      try transport.download("r-300000", length: 300_000, from: 1000).readAll()
        == FaultyServer.content(1000..<300_000))
  }

  @Test func `five redirects are followed and six are not`() throws {
    let transport = try Transport(server.url("redirect-each"))
    #expect(try transport.fetch("5.five-1", limit: 1).count == 1)
    #expect(
      transport.failure("6.six-1")
        == .tooManyRedirects(url: server.url("redirect-each") + "/6.six-1", limit: 5))
  }

  @Test func `a redirect in a circle is given up`() throws {
    let error = try Transport(server.url("redirect-loop")).failure("x-1")
    #expect(error == .tooManyRedirects(url: server.url("redirect-loop") + "/x-1", limit: 5))
  }

  @Test(arguments: [
    ("redirect-out", "http://portal.invalid/login"),
    ("redirect-file", "file:///etc/hostname"),
    ("redirect-ftp", "…@127.0.0.1/file"),
  ])
  func `a redirect to anything unsafe is refused`(fault: String, target: String) throws {
    let transport = try Transport(server.url(fault)) { $0.retries = 2 }
    let error = transport.failure("x-1")
    #expect(error == .redirectRefused(url: server.url(fault) + "/x-1", target: target))
    #expect(error?.message.contains("secret") == false)
    #expect(
      transport.download("x-1", length: 1).failure()
        == .redirectRefused(url: server.url(fault) + "/x-1", target: target))
  }
}
