import CPosix
import Testing

@testable import Selection

/// The lock as a file: one layout, and every other is refused with its line.
@Suite struct LockFileTests {
  static let manifest = String(repeating: "a", count: 64)
  static let digest = String(repeating: "b", count: 64)
  static let plain = [
    "# a comment", "schema = 1", "version = \"1.4.2\"", "manifest = \"\(manifest)\"", "",
    "[artifacts]", "agent-runner.linux-amd64 = \"\(digest)\"",
    "stigmer.linux-amd64 = \"\(digest)\"",
    "stigmer.linux-arm64 = \"\(digest)\"",
  ]

  private func read(_ lines: [String], separator: String = "\n") throws(LockProblem) -> LockFile {
    try LockFile(parsing: ByteString(lines.joined(separator: separator)))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `a plain lock is read, also with the line ends of Windows`(separator: String) throws {
    let lock = try read(Self.plain, separator: separator)
    #expect(lock.release.version.bytes == "1.4.2")
    #expect(lock.release.manifest == ByteString(Self.manifest))
    #expect(
      lock.artifacts.map { "\($0.component) \($0.platform)" } == [
        "agent-runner linux-amd64", "stigmer linux-amd64", "stigmer linux-arm64",
      ])
    #expect(lock.artifacts.allSatisfy { $0.digest == ByteString(Self.digest) })
    #expect(try read(Self.plain + [""], separator: separator) == lock)
  }

  @Test func `comments and blank lines may stand anywhere`() throws {
    let lines = Self.plain.flatMap { ["# Grüße", "", $0] }
    #expect(try read(lines) == read(Self.plain))
  }

  static let bad: [(line: Int, text: String?, LockProblem.Kind)] = [
    (2, nil, .unexpected(.schema)), (2, "schema = 2", .unknownSchema),
    (2, "schema = 01", .unknownSchema), (2, "schema = \"1\"", .unexpected(.schema)),
    (2, "schema=1", .unexpected(.schema)), (2, " schema = 1", .unexpected(.schema)),
    (2, "schema = ", .unexpected(.schema)), (2, "\u{FEFF}schema = 1", .unexpected(.schema)),
    (3, nil, .unexpected(.version)), (3, "schema = 1", .duplicate),
    (3, "version = \"1.4\"", .notAVersion), (3, "version = \"v1.4.2\"", .notAVersion),
    (3, "version = \"\"", .notAVersion), (3, "version = 1.4.2", .notAVersion),
    (3, "version = \"../../x\"", .notAVersion), (3, "version = \"1.4.2\" # why", .notAVersion),
    (3, "version = \"1.4.\(String(repeating: "1", count: 125))\"", .notAVersion),
    (4, nil, .unexpected(.manifest)), (4, "version = \"1.4.2\"", .duplicate),
    (4, "manifest = \"\(manifest.dropLast())\"", .notADigest),
    (4, "manifest = \"\(manifest)a\"", .notADigest),
    (4, "manifest = \"\(manifest.uppercased())\"", .notADigest),
    (4, "manifest = '\(manifest)'", .notADigest), (4, "manifest = \"", .notADigest),
    (6, nil, .unexpected(.heading)), (6, "[artifact]", .unexpected(.heading)),
    (6, "manifest = \"\(manifest)\"", .duplicate),
    (7, "[artifacts]", .duplicate), (7, "[other]", .unexpected(.artifact)),
    (7, "url = \"https://example.com\"", .unexpected(.artifact)),
    (7, "a.b.c = \"\(digest)\"", .unexpected(.artifact)),
    (7, "A.b = \"\(digest)\"", .unexpected(.artifact)),
    (7, "../x.linux-amd64 = \"\(digest)\"", .unexpected(.artifact)),
    (7, "x. = \"\(digest)\"", .unexpected(.artifact)),
    (7, "x.linux-amd64 = \"\(digest.dropLast())\"", .notADigest),
    (8, plain[6], .duplicate), (9, "stigmer.darwin-amd64 = \"\(digest)\"", .unsorted),
    (5, "<<<<<<< HEAD", .conflict), (7, "=======", .conflict), (7, ">>>>>>> theirs", .conflict),
    (5, "a\tb", .controlCharacter), (1, "# \u{0}", .controlCharacter),
    (9, "x\u{7F}", .controlCharacter), (3, "version = \"1.4.2\"\r", .controlCharacter),
  ]

  @Test func `a comment that is not UTF-8, and a carriage return that ends no line, are refused`() {
    let text = ByteString(Self.plain.map { $0 + "\n" }.joined())
    for (bytes, problem) in [
      (Array("# ".utf8) + [0xF4, 0x3A, 0x0A] + text.bytes, LockProblem(.notText, line: 1)),
      (
        text.bytes + Array("# end\r".utf8),
        LockProblem(.controlCharacter, line: Self.plain.count + 1)
      ),
    ] {
      #expect(throws: problem) { try LockFile(parsing: ByteString(bytes)) }
    }
  }

  @Test(arguments: bad)
  func `another line is refused, with its number`(
    line: Int, text: String?, kind: LockProblem.Kind
  ) throws {
    var lines = Self.plain
    if let text { lines[line - 1] = text } else { lines.remove(at: line - 1) }
    // One carriage return is a line's end, a second one is not.
    let ended = text?.hasSuffix("\r") == true ? lines.map { $0 + "\r" } : lines
    // Below the manifest a line is blank: what follows that is not what belongs there.
    let expected = text == nil && kind == .unexpected(.manifest) ? line + 1 : line
    #expect(throws: LockProblem(kind, line: expected)) { try read(ended) }
  }

  @Test(arguments: [
    (0, LockPart.schema), (2, .version), (3, .manifest), (4, .heading), (5, .heading),
  ])
  func `a cut lock is refused`(kept: Int, part: LockPart) {
    let lines = Array(Self.plain.prefix(kept))
    #expect(throws: LockProblem(.missing(part), line: max(kept, 1))) { try read(lines) }
  }

  @Test func `every prefix of a lock is refused, or says the same release`() throws {
    let text = Array(Self.plain.joined(separator: "\n").utf8)
    let whole = try LockFile(parsing: ByteString(text)).release
    for count in 0..<text.count {
      do throws(LockProblem) {
        #expect(try LockFile(parsing: ByteString(text[..<count])).release == whole)
      } catch { #expect(error.line > 0) }
    }
  }

  @Test func `what is no readable file is told apart`() throws {
    let test = try TestHome()
    let path = "project/stigmer-toolchain.lock"
    func problem() -> LockProblem? {
      do throws(LockProblem) {
        _ = try LockFile.read(test.bytes(path))
        return nil
      } catch { return error }
    }
    #expect(try LockFile.read(test.bytes(path)) == nil)
    try test.write("elsewhere", Self.plain.joined(separator: "\n"))
    try test.link(path, to: test.path("elsewhere"))
    #expect(problem() == LockProblem(.link))
    try test.link(path, to: "nowhere")
    #expect(problem() == LockProblem(.link))
    unlink(test.path(path))
    try test.makeFolder(path)
    #expect(problem() == LockProblem(.notAFile))
    rmdir(test.path(path))
    try #require(mkfifo(test.path(path), 0o644) == 0)
    #expect(problem() == LockProblem(.notAFile))
    unlink(test.path(path))
    try test.write(path, String(repeating: "#", count: LockFile.longest + 1))
    #expect(problem() == LockProblem(.tooLong))
    try test.write(path, String(repeating: "#", count: LockFile.longest))
    #expect(problem() == LockProblem(.missing(.schema), line: 1))
  }

  @Test func `a problem says its line, and nothing of what the file says`() {
    #expect(
      LockProblem(.notADigest, line: 4).description
        == "line 4: its digest is not 64 lower-case hexadecimal digits in double quotes")
    #expect(
      LockProblem(.missing(.heading), line: 2).description
        == "line 2: the file ends where there should be '[artifacts]'")
    #expect(LockProblem(.link).description.hasPrefix("it is a symbolic link"))
  }
}
