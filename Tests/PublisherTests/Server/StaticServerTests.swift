import CPosix
import Host
import Publisher
import TestSupport
import Testing

@Suite struct StaticServerTests {
  private let folder: TemporaryFolder
  private let server: RunningServer

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("metadata/timestamp.json", "{\"a\":1}")
    try folder.write("objects/digits", "0123456789")
    try folder.write("install.sh", "#!/bin/sh\n")
    try folder.write(".drafts/secret", "secret")
    try folder.write("name with space", "spaced")
    server = try RunningServer(folder)
  }

  @Test func `a file comes with its type, length and tag`() throws {
    let answer = try server.curl("-i", path: "/metadata/timestamp.json")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Content-Type: application/json\r\n"))
    #expect(answer.contains("Content-Length: 7\r\n"))
    #expect(answer.contains("ETag: \""))
    #expect(answer.hasSuffix("{\"a\":1}"))
    #expect(
      try server.curl("-i", path: "/install.sh").contains("Content-Type: text/x-shellscript"))
    #expect(try server.curl(path: "/name%20with%20space?query") == "spaced")
  }

  @Test func `HEAD tells the length and sends nothing`() throws {
    let answer = try server.curl("-I", path: "/objects/digits")
    #expect(answer.contains("200 OK"))
    #expect(answer.contains("Content-Length: 10\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test(arguments: [
    ("0-3", "206", "0123"), ("4-", "206", "456789"), ("-3", "206", "789"), ("8-99", "206", "89"),
    ("-99", "206", "0123456789"), ("5-2", "200", "0123456789"), ("0-1,4-5", "200", "0123456789"),
    ("x-y", "200", "0123456789"), ("-", "200", "0123456789"),
  ])
  func `a range gives that part`(range: String, status: String, content: String) throws {
    let answer = try server.curl(
      "-H", "Range: bytes=\(range)", "-w", " %{http_code}", path: "/objects/digits")
    #expect(answer == "\(content) \(status)")
  }

  @Test(arguments: ["10-", "10-12", "99-100"])
  func `a range beyond the end is refused with the length`(range: String) throws {
    let answer = try server.curl("-i", "-H", "Range: bytes=\(range)", path: "/objects/digits")
    #expect(answer.hasPrefix("HTTP/1.1 416 "))
    #expect(answer.contains("Content-Range: bytes */10\r\n"))
  }

  @Test func `who holds the file already gets 304, until it is replaced`() throws {
    let tags = folder.path("tags")
    func status() throws -> String {
      try server.curl(
        "--etag-save", tags, "--etag-compare", tags, "-w", "%{http_code}", "-o",
        folder.path("got"), path: "/metadata/timestamp.json")
    }
    try folder.write("tags", "")
    #expect(try status() == "200")
    #expect(try status() == "304")
    let metadata = try folder.directory.openDirectory("metadata")
    try metadata.replaceFile(
      "timestamp.json", with: Array("{\"a\":2}".utf8), staging: folder.directory)
    #expect(try status() == "200")
    #expect(try folder.text(of: "got") == "{\"a\":2}")
  }

  @Test func `a part of a file that was replaced meanwhile is the whole new one`() throws {
    let answer = try server.curl(
      "-H", "Range: bytes=4-", "-H", "If-Range: \"another\"", path: "/objects/digits")
    #expect(answer == "0123456789")
  }

  @Test(arguments: [
    "/", "/objects", "/objects/", "/nothing", "/objects/digits/more", "/.drafts/secret",
    "/%2edrafts/secret", "/../etc/passwd", "/objects/../install.sh", "/objects/%2e%2e/install.sh",
    "/..%2f..%2fetc%2fpasswd", "//install.sh", "/./install.sh", "/install.sh%00.json",
    "/link", "/linked/timestamp.json", "/fifo",
  ])
  func `what is not a plain file inside is not found`(path: String) throws {
    try folder.directory.createLink("link", to: "install.sh")
    try folder.directory.createLink("linked", to: "metadata")
    #expect(mkfifo(folder.path("fifo"), 0o644) == 0)
    #expect(try server.curl("-w", "%{http_code}", "-o", "/dev/null", path: path) == "404")
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
  func `other methods are refused`(method: String) throws {
    let answer = try server.curl("-i", "-X", method, path: "/install.sh")
    #expect(answer.hasPrefix("HTTP/1.1 405 "))
    #expect(answer.contains("Allow: GET, HEAD\r\n"))
    #expect(try folder.text(of: "install.sh") == "#!/bin/sh\n")
  }

  @Test(arguments: [
    "nonsense\\r\\n\\r\\n", "GET /install.sh\\r\\n\\r\\n",
    "GET install.sh HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
    "GET /install.sh HTTP/1.1\\r\\n\\r\\n",
    "GET /%%zz HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n",
    "GET /install.sh HTTP/2.0\\r\\nHost: x\\r\\n\\r\\n",
    "GET /install.sh HTTP/1.1\\r\\nHost: x\\r\\nbad line\\r\\n\\r\\n",
  ])
  func `what is no request is refused, and the next client served`(request: String) throws {
    #expect(try server.raw(request).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(try server.curl(path: "/install.sh") == "#!/bin/sh\n")
  }

  @Test func `several requests on one connection are answered in order`() throws {
    let answer = try server.raw(
      "GET /install.sh HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nGET /objects/digits HTTP/1.1\\r\\n"
        + "Host: x\\r\\nRange: bytes=0-1\\r\\n\\r\\nHEAD /nothing HTTP/1.1\\r\\nHost: x\\r\\n"
        + "Connection: close\\r\\n\\r\\n")
    let statuses = answer.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 ") }
    #expect(statuses.count == 3)
    #expect(answer.contains("#!/bin/sh\nHTTP/1.1 206 Partial Content\r\n"))
    #expect(answer.contains("01HTTP/1.1 404 Not Found\r\n"))
  }

  @Test func `a head that is too long is refused`() throws {
    let filler = String(repeating: "a", count: 20 << 10)
    let answer = try server.raw("GET / HTTP/1.1\\r\\nHost: x\\r\\nX: \(filler)\\r\\n\\r\\n")
    #expect(answer.hasPrefix("HTTP/1.1 431 "))
  }

  @Test func `silent and vanishing clients do not stop the others`() throws {
    let large = String(repeating: "0123456789abcdef", count: 512 << 10)
    try folder.write("objects/large", large)
    let silent = try (0..<20).map { _ in
      try BackgroundProcess(
        "/bin/bash", ["-c", "exec 3<>/dev/tcp/127.0.0.1/$1; echo ready; cat <&3", "x", server.port])
    }
    for client in silent { #expect(client.line() == "ready") }
    // Asks for 8 MiB, reads none of it, and is killed.
    let request = "GET /objects/large HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
    let script = "exec 3<>/dev/tcp/127.0.0.1/$1; printf '\(request)' >&3; echo ready; read x"
    let vanishing = try BackgroundProcess("/bin/bash", ["-c", script, "x", server.port])
    #expect(vanishing.line() == "ready")
    #expect(try server.curl(path: "/objects/large").utf8.count == large.utf8.count)
    vanishing.end()
    #expect(try server.curl(path: "/install.sh") == "#!/bin/sh\n")
  }

  @Test func `more clients than there are places are served one after the other`() throws {
    let urls = (0..<100).map { _ in "url=\(server.url)/objects/digits\noutput=/dev/null\n" }
    try folder.write("urls", urls.joined())
    let answer = try server.curl(
      "-Z", "--parallel-immediate", "--parallel-max", "100", "-w", "%{http_code}\n", "-K",
      folder.path("urls"), "-o", "/dev/null", path: "/install.sh")
    #expect(answer.split(separator: "\n").count { $0 == "200" } == 101)
  }

  @Test func `it listens on IPv6's loopback too`() throws {
    let other = try TemporaryFolder()
    try other.write("file", "six")
    let server = try RunningServer(other, host: .v6)
    #expect(server.url.hasPrefix("http://[::1]:"))
    #expect(try server.curl(path: "/file") == "six")
  }

  @Test func `a port that is taken is told`() throws {
    let port = try #require(UInt16(server.port))
    let error = #expect(throws: ServerError.self) {
      try StaticServer(folder: folder.directory, port: port)
    }
    #expect(error?.message == "cannot serve on 127.0.0.1:\(port): Address already in use")
    #expect(error?.hint == "choose another port; --port 0 takes a free one")
  }
}
