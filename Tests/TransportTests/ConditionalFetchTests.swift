import Testing
import Transport

struct ConditionalFetchTests {
  private let server = FaultyServer.plain

  @Test func `an unchanged file is not sent again`() throws {
    let transport = try Transport(server.url("ok"))
    let first = try transport.fetch("state-10", limit: 10, unlessMatching: nil)
    guard case .content(let bytes, let validators?) = first else {
      Issue.record("\(first)")
      return
    }
    #expect(bytes == FaultyServer.content(0..<10))
    #expect(validators.entityTag == "\"v1-10\"")
    #expect(validators.lastModified == "Wed, 01 Jan 2025 00:00:00 GMT")
    #expect(
      try transport.fetch("state-10", limit: 10, unlessMatching: validators) == .notModified)
  }

  @Test func `a changed file is sent`() throws {
    let transport = try Transport(server.url("ok"))
    let old = Validators(source: server.url("ok"), entityTag: "\"v0\"", lastModified: nil)
    let answer = try transport.fetch("state-11", limit: 11, unlessMatching: old)
    guard case .content(let bytes, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(bytes.count == 11)
  }

  @Test(arguments: ["https://elsewhere.example", "http://127.0.0.1:1/ok"])
  func `another location is not asked about what it did not say`(source: String) throws {
    let transport = try Transport(server.url("ok"))
    let foreign = Validators(source: source, entityTag: "\"v1-12\"", lastModified: nil)
    let answer = try transport.fetch("state-12", limit: 12, unlessMatching: foreign)
    #expect(answer != .notModified)
  }

  @Test func `a tag that would break out of its header is not sent`() throws {
    let transport = try Transport(server.url("ok"))
    let evil = Validators(
      source: server.url("ok"), entityTag: "\"v1-13\"\r\nRange: bytes=1-", lastModified: nil)
    let answer = try transport.fetch("state-13", limit: 13, unlessMatching: evil)
    guard case .content(let bytes, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(bytes.count == 13)
  }
}
