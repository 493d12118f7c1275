import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Pack

@Suite struct GzippedTarTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func pack(_ file: String, as name: String) throws -> ObjectReference {
    try GzippedTar<TestDigest>.write(
      [
        (try #require(RelativePath("program")), true, .file(folder.path.appending(file))),
        (try #require(RelativePath("text")), false, .bytes(Array("text\n".utf8))),
      ], into: folder.directory, as: name)
  }

  @Test func `the same content gives the same bytes, whatever its name, mode and time`() throws {
    let content = String(repeating: "0123456789", count: 100_000)
    try folder.write("one", content, mode: 0o755)
    try folder.write("two", content, mode: 0o600)
    let first = try pack("one", as: "first.tar.gz")
    let second = try pack("two", as: "second.tar.gz")
    #expect(first == second)
    let bytes = try folder.directory.readFile("first.tar.gz", limit: 1 << 20)
    #expect(try folder.directory.readFile("second.tar.gz", limit: 1 << 20) == bytes)
    #expect(bytes.count == first.length)
    // No name, no time (RFC 1952 section 2.3): flags and the four bytes of the time are 0.
    #expect(bytes.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
  }

  @Test(arguments: ["missing", "folder"])
  func `what is no file leaves no archive`(name: String) throws {
    try folder.directory.createDirectory("folder")
    #expect(throws: (any Error).self) { try pack(name, as: "archive.tar.gz") }
    #expect(try folder.directory.names() == ["folder"])
  }
}
