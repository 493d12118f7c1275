import CPosix
import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct DirectoryTests {
  let folder: TemporaryFolder
  let directory: Directory

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.directory
  }

  @Test func `a folder that is missing cannot be opened`() throws {
    let path = folder.path.appending("absent")
    let error = #expect(throws: HostError.self) { try Directory(path) }
    #expect(error?.isNotFound == true)
    #expect(error?.message == "cannot open the folder '\(path)': No such file or directory")
  }

  @Test func `a file is not opened as a folder`() throws {
    try folder.write("file", "")
    let error = #expect(throws: HostError.self) { try directory.openDirectory("file") }
    #expect(error?.code == ENOTDIR)
  }

  @Test func `making a folder makes its parents, and finds what is there`() throws {
    let path = folder.path.appending("a/b/c")
    let made = try Directory.making(path)
    try made.writeFile("kept", [1])
    #expect(try Directory.making(path).names() == ["kept"])
    #expect(try made.status().mode == 0o755)
  }

  @Test func `making a folder below a file says so`() throws {
    try folder.write("file", "")
    let error = #expect(throws: HostError.self) {
      _ = try Directory.making(folder.path.appending("file/inside"))
    }
    #expect(error?.code == ENOTDIR)
  }

  @Test func `names are in byte order, hidden ones included`() throws {
    for name in ["b", "a", "Z", ".hidden", "ä"] { try folder.write(name, "") }
    #expect(try directory.names() == [".hidden", "Z", "a", "b", "ä"])
  }

  @Test func `a folder can be listed again and again`() throws {
    try folder.write("one", "")
    #expect(try directory.names() == ["one"])
    try folder.write("two", "")
    #expect(try directory.names() == ["one", "two"])
  }

  @Test func `content is reached by descriptor even when the folder was moved away`() throws {
    let inner = try directory.makingDirectory("inner")
    try inner.writeFile("file", [7])
    try directory.rename("inner", to: "moved", in: directory)
    try directory.createDirectory("inner")
    #expect(try inner.readFile("file", limit: 1) == [7])
  }

  @Test func `status tells kinds apart without following links`() throws {
    try folder.write("file", "12345", mode: 0o755)
    try directory.createDirectory("folder", mode: 0o700)
    try directory.createLink("link", to: "file")
    try directory.createLink("broken", to: "nowhere")
    #expect(mkfifoat(directory.descriptor, "fifo", 0o600) == 0)

    let file = try #require(try directory.status("file"))
    #expect(file.kind == .file)
    #expect(file.length == 5)
    #expect(file.mode == 0o755)
    #expect(file.isExecutable)
    #expect(file.owner == Machine.effectiveUser)
    #expect(file.linkCount == 1)
    #expect(try directory.status("folder")?.kind == .directory)
    #expect(try directory.status("link")?.kind == .link)
    #expect(try directory.status("link", followingLinks: true) == file)
    #expect(try directory.status("broken")?.kind == .link)
    #expect(try directory.status("fifo")?.kind == .other)
  }

  @Test(arguments: ["absent", "absent/below", "file/below"])
  func `the status of nothing is nil`(name: String) throws {
    try folder.write("file", "")
    #expect(try directory.status(name) == nil)
    #expect(try directory.status(name, followingLinks: true) == nil)
  }

  @Test func `a broken link's end has no status`() throws {
    try directory.createLink("broken", to: "nowhere")
    #expect(try directory.status("broken", followingLinks: true) == nil)
  }

  @Test func `an existing folder is not made anew, but may be opened as if`() throws {
    try directory.createDirectory("inner")
    let error = #expect(throws: HostError.self) { try directory.createDirectory("inner") }
    #expect(error?.alreadyExists == true)
    _ = try directory.makingDirectory("inner")
    #expect(try directory.names() == ["inner"])
  }

  @Test func `a rename replaces a file, and never a folder with something in it`() throws {
    try folder.write("new", "new")
    try folder.write("old", "old")
    try directory.rename("new", to: "old", in: directory)
    #expect(try folder.text(of: "old") == "new")

    try folder.write("full/file", "")
    try directory.createDirectory("empty")
    let error = #expect(throws: HostError.self) {
      try directory.rename("empty", to: "full", in: directory)
    }
    #expect(error?.alreadyExists == true)
    #expect(error?.message.hasPrefix("cannot move to '\(folder.path("full"))' '") == true)
  }

  @Test func `an exchange swaps two full folders`() throws {
    try folder.write("one/a", "")
    try folder.write("two/b", "")
    let other = try directory.makingDirectory("other")
    try directory.rename("two", to: "two", in: other)
    try directory.exchange("one", with: "two", in: other)
    #expect(try directory.openDirectory("one").names() == ["b"])
    #expect(try other.openDirectory("two").names() == ["a"])
  }

  @Test func `an exchange with nothing fails and moves nothing`() throws {
    try folder.write("one", "1")
    let error = #expect(throws: HostError.self) {
      try directory.exchange("one", with: "absent", in: directory)
    }
    #expect(error?.isNotFound == true)
    #expect(try directory.names() == ["one"])
  }

  @Test func `a folder's lock is one process's at a time, and goes with its owner`() throws {
    try directory.createDirectory("locked")
    var first: Directory? = try directory.openDirectory("locked")
    let second = try directory.openDirectory("locked")
    #expect(try first?.lockIfFree() == true)
    #expect(try second.lockIfFree() == false)
    first = nil
    #expect(try Eventually.holds { try second.lockIfFree() })
  }

  @Test func `a whole tree can be flushed, links and unreadable things in it`() throws {
    try folder.write("a/b/file", "content")
    try directory.createLink("a/link", to: "nowhere")
    try directory.flushTree()
    try directory.flush()
    #expect(try folder.text(of: "a/b/file") == "content")
  }
}
