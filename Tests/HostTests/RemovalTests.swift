import CPosix
import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct RemovalTests {
  let folder: TemporaryFolder
  let directory: Directory

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.directory
  }

  @Test func `what is not there is removed already`() throws {
    try directory.removeFile("absent")
    try directory.removeTree("absent")
    #expect(try directory.names() == [])
  }

  @Test func `a folder is not removed as a file`() throws {
    try directory.createDirectory("folder")
    let error = #expect(throws: HostError.self) { try directory.removeFile("folder") }
    #expect(error?.message.hasPrefix("cannot remove '\(folder.path("folder"))': ") == true)
    #expect(try directory.names() == ["folder"])
  }

  @Test func `a tree is removed with all kinds of entries in it`() throws {
    try folder.write("tree/a/b/c/file", "")
    try directory.createLink("tree/a/broken", to: "nowhere")
    #expect(mkfifoat(directory.descriptor, "tree/a/fifo", 0o600) == 0)
    try directory.removeTree("tree")
    #expect(try directory.names() == [])
  }

  @Test func `removal never goes through a link`() throws {
    try folder.write("outside/precious", "precious")
    try directory.createDirectory("tree")
    try directory.createLink("tree/link", to: "../outside")
    try directory.createLink("top", to: "outside")
    try directory.removeTree("tree")
    try directory.removeTree("top")
    #expect(try directory.names() == ["outside"])
    #expect(try folder.text(of: "outside/precious") == "precious")
  }

  @Test func `names that are not UTF-8 do not stand in the way`() throws {
    let tree = try directory.makingDirectory("tree")
    let name: [CChar] = [0x61, -1, -2, 0]
    #expect(mkdirat(tree.descriptor, name, 0o755) == 0)
    #expect(try tree.names().count == 1)
    try directory.removeTree("tree")
    #expect(try directory.names() == [])
  }

  @Test(arguments: [0o500, 0o300, 0o000] as [UInt32])
  func `folders that lack permissions are removed by an ordinary user`(mode: UInt32) async {
    await #expect(processExitsWith: .success) { [mode = mode as UInt32] in
      TestUser.dropPrivileges()
      let folder = try TemporaryFolder()
      try folder.write("tree/inner/file", "")
      try folder.directory.openDirectory("tree/inner").setMode(mode)
      try folder.directory.openDirectory("tree").setMode(mode)
      try folder.directory.removeTree("tree")
      #expect(try folder.directory.names() == [])
    }
  }

  @Test func `what may not be removed is an error that names it`() async {
    await #expect(processExitsWith: .success) {
      TestUser.dropPrivileges()
      let folder = try TemporaryFolder()
      try folder.write("parent/tree/file", "")
      let parent = try folder.directory.openDirectory("parent")
      try parent.setMode(0o500)
      defer { _ = fchmod(parent.descriptor, 0o700) }
      let error = #expect(throws: HostError.self) { try parent.removeTree("tree") }
      #expect(error?.code == EACCES)
      #expect(
        error?.message
          == "cannot remove the folder '\(folder.path("parent/tree"))': Permission denied")
      #expect(error?.hint == "check who owns it: ls -ld '\(folder.path("parent/tree"))'")
    }
  }
}
