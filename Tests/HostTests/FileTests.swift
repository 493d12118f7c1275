import CPosix
import Host
import Model
import TestSupport
import Testing

@Suite struct FileTests {
  let folder: TemporaryFolder
  let directory: Directory

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.directory
  }

  @Test func `a file is written and read back whole`() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try directory.writeFile("file", bytes, mode: 0o600)
    #expect(try directory.readFile("file", limit: bytes.count) == bytes)
    #expect(try directory.status("file")?.mode == 0o600)
  }

  @Test func `a file longer than its limit is refused`() throws {
    try directory.writeFile("file", [UInt8](repeating: 1, count: 101))
    let error = #expect(throws: HostError.self) { try directory.readFile("file", limit: 100) }
    #expect(error?.code == EFBIG)
    #expect(try directory.readFile("file", limit: 101).count == 101)
  }

  @Test func `an empty file fits a limit of nothing`() throws {
    try directory.writeFile("file", [])
    #expect(try directory.readFile("file", limit: 0) == [])
  }

  @Test func `a missing file is nil where that is asked for`() throws {
    #expect(try directory.readFileIfPresent("absent", limit: 10) == nil)
    let error = #expect(throws: HostError.self) { try directory.readFile("absent", limit: 10) }
    #expect(error?.isNotFound == true)
  }

  @Test func `a file that exists is not created, nor written through a link`() throws {
    try folder.write("target", "precious")
    try directory.createLink("link", to: "target")
    try directory.createLink("broken", to: "made-by-link")
    for name in ["target", "link", "broken"] {
      let error = #expect(throws: HostError.self) { try directory.writeFile(name, [1]) }
      #expect(error?.code == EEXIST)
    }
    #expect(try folder.text(of: "target") == "precious")
    #expect(try directory.names() == ["broken", "link", "target"])
  }

  @Test func `opening to write refuses a link in the last place`() throws {
    try folder.write("target", "precious")
    try directory.createLink("link", to: "target")
    do {
      _ = try directory.openOrCreateFile("link")
      Issue.record("it was opened")
    } catch {
      #expect(error.code == ELOOP)
      #expect(error.message.hasPrefix("cannot open '\(folder.path("link"))': "))
    }
  }

  @Test func `reading follows a link only where that is allowed`() throws {
    try folder.write("target", "content")
    try directory.createLink("link", to: "target")
    _ = try directory.openFile("link")
    do {
      _ = try directory.openFile("link", followingLinks: false)
      Issue.record("it was followed")
    } catch {
      #expect(error.code == ELOOP)
    }
    #expect(throws: HostError.self) { try directory.openDirectory("link", followingLinks: false) }
  }

  @Test func `a circle of links is an error with its reason`() throws {
    try directory.createLink("one", to: "two")
    try directory.createLink("two", to: "one")
    let error = #expect(throws: HostError.self) { try directory.readFile("one", limit: 10) }
    #expect(error?.code == ELOOP)
    #expect(error?.hint == nil)
  }

  @Test func `a FIFO or a folder in a file's place does not hang and is refused`() throws {
    #expect(mkfifoat(directory.descriptor, "fifo", 0o600) == 0)
    try directory.createDirectory("folder")
    for name in ["fifo", "folder"] {
      let error = #expect(throws: HostError.self) { try directory.readFile(name, limit: 10) }
      #expect(error?.code == EINVAL)
    }
  }

  @Test func `appending goes to the end, reading goes on from where it was`() throws {
    let file = try directory.openOrCreateFile("file")
    try file.write([1, 2])
    try file.seekToEnd()
    try file.write([3])
    try file.flush()
    let reader = try directory.openFile("file")
    var buffer = [UInt8](repeating: 0, count: 2)
    let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
    #expect(count == 2)
    #expect(buffer == [1, 2])
    #expect(try reader.readAll(limit: 1) == [3])
    #expect(try reader.readAll(limit: 0) == [])
  }

  @Test func `an open file tells its status and takes a mode`() throws {
    let file = try directory.createFile("file", mode: 0o644)
    try file.setMode(0o4755)
    #expect(try file.status().mode == 0o4755)
    #expect(try directory.status("file") == file.status())
  }

  @Test func `a stamp moves the time of a file that is there`() throws {
    try directory.writeFile("stamp", [])
    var old = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    #expect(utimensat(directory.descriptor, "stamp", &old, 0) == 0)
    #expect(try directory.status("stamp")?.modified == Instant(seconds: 1000))
    try directory.touch("stamp")
    let stamped = try #require(try directory.status("stamp")).modified
    #expect(stamped > Instant(seconds: 1_600_000_000))
    let error = #expect(throws: HostError.self) { try directory.touch("absent") }
    #expect(error?.isNotFound == true)
  }

  @Test func `links are read as they are written, and nothing else is a link`() throws {
    try directory.createLink("broken", to: "../nowhere/\u{E4}")
    try folder.write("file", "")
    #expect(try directory.readLink("broken") == "../nowhere/\u{E4}")
    #expect(try directory.readLink("absent") == nil)
    #expect(try directory.readLink("file/below") == nil)
    let error = #expect(throws: HostError.self) { try directory.readLink("file") }
    #expect(error?.isNotALink == true)
  }

  @Test func `a link that exists is not created again`() throws {
    try directory.createLink("link", to: "one")
    let error = #expect(throws: HostError.self) { try directory.createLink("link", to: "two") }
    #expect(error?.code == EEXIST)
    #expect(try directory.readLink("link") == "one")
  }
}
