import Model
import SystemPackage
import Testing

@testable import Transport

struct RepositoryLocationTests {
  @Test(arguments: [
    ("https://example.org", "https://example.org/m/a.json"),
    ("https://example.org/", "https://example.org/m/a.json"),
    ("https://example.org:8443/base/%20x//", "https://example.org:8443/base/%20x/m/a.json"),
    ("HTTPS://Example.ORG/Base", "https://Example.ORG/Base/m/a.json"),
    ("http://127.0.0.1:1", "http://127.0.0.1:1/m/a.json"),
    ("http://localhost/r", "http://localhost/r/m/a.json"),
    ("http://[::1]:8080/r", "http://[::1]:8080/r/m/a.json"),
    ("https://name:secret@example.org/r", "https://example.org/r/m/a.json"),
    ("/srv/a repository/", "file:///srv/a repository/m/a.json"),
    ("file:///srv/a%20repository", "file:///srv/a repository/m/a.json"),
    ("file:///srv/a repository/", "file:///srv/a repository/m/a.json"),
    ("file://localhost/srv", "file:///srv/m/a.json"),
    ("file:///srv/100%", "file:///srv/100%/m/a.json"),
    ("/", "file:///m/a.json"),
  ])
  func `a place is understood and joined with a path`(text: String, joined: String) throws {
    #expect(try RepositoryLocation(text).describing("m/a.json") == joined)
  }

  @Test(arguments: [
    "", "repo", "./repo", "ftp://example.org", "https://", "https:///base", "https://exa mple.org",
    "https://example.org:0", "https://example.org:99999", "https://example.org:x",
    "https://example.org\\@127.0.0.1/", "https://[::1", "https://[x]/", "https://ex\u{E4}mple.org",
    "https://example.org/a\nb", "https:/example.org",
  ])
  func `what is no place is refused`(text: String) {
    let error = #expect(throws: LocationError.self) { try RepositoryLocation(text) }
    #expect(error?.hint?.contains("https://host/path") == true)
  }

  @Test(arguments: [
    "http://example.org/r", "http://10.0.0.1", "http://127.0.0.1@example.org/",
    "http://localhost.example.org", "http://127.0.0.1.example.org", "http://0.0.0.0",
  ])
  func `http to another machine is refused`(text: String) {
    let error = #expect(throws: LocationError.self) { try RepositoryLocation(text) }
    #expect(error?.message.contains("not encrypted") == true)
    #expect(error?.hint?.hasPrefix("use https://") == true)
  }

  @Test(arguments: ["https://example.org/r?x=1", "https://example.org/r#top"])
  func `a query is refused`(text: String) {
    let error = #expect(throws: LocationError.self) { try RepositoryLocation(text) }
    #expect(error?.message.contains("query") == true)
  }

  @Test func `a file on another machine is refused`() {
    let error = #expect(throws: LocationError.self) { try RepositoryLocation("file://srv/repo") }
    #expect(error == .otherMachine("file://srv/repo"))
  }

  @Test(arguments: ["https://name:secret@exa mple.org", "http://name:secret@example.org/?token=x"])
  func `a password is not printed`(text: String) throws {
    let error = #expect(throws: LocationError.self) { try RepositoryLocation(text) }
    let printed = try #require(error).message + (error?.hint ?? "")
    #expect(!printed.contains("secret"))
  }

  @Test func `a folder whose name holds a percent sign is found as written`() throws {
    let folder = Fixtures.Folder()
    try folder.write("a%20b/file", [1])
    try folder.write("c d/file", [2])
    let raw = try Transport("file://\(folder.path)/a%20b")
    #expect(try raw.fetch("file", limit: 1) == [1])
    let decoded = try Transport("file://\(folder.path)/c%20d")
    #expect(try decoded.fetch("file", limit: 1) == [2])
  }

  @Test func `what goes out is the base byte for byte`() throws {
    let location = try RepositoryLocation("https://name:secret@example.org/a%2Fb/~x")
    guard case .web(let address) = location.base else {
      Issue.record("not a web address")
      return
    }
    let joined = try address.appending("d/%C3%BC ?.json").text
    #expect(joined == "https://name:secret@example.org/a%2Fb/~x/d/%C3%BC%20%3F.json")
  }

  @Test func `an error is a user's error`() {
    func render(_ error: some UserError) -> String { error.message }
    #expect(render(LocationError.unknownForm("x")) == "'x' does not say where a repository is")
    #expect(render(FetchError.badPath("..")) == "'..' is no path below a repository")
  }
}
