import CPosix
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct WorldTests {
  @Test(arguments: [
    ("/a/b", "/a/b"), ("/a/./b/../c", "/a/c"), ("/..", "/"), ("/a//b/", "/a/b"), ("/", "/"),
  ])
  func `an absolute path is only made plain`(path: String, plain: String) throws {
    #expect(try World.sample().absolute(path) == FilePath(plain))
  }

  @Test func `a relative path is taken from the working directory`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      #expect(chdir(folder.path.string) == 0)
      let world = World.sample()
      #expect(try world.workingDirectory() == folder.path)
      #expect(try world.absolute("a/../b") == folder.path.appending("b"))
      #expect(try world.absolute(".") == folder.path)
      #expect(try world.absolute("") == folder.path)
      #expect(try world.absolute("..") == folder.path.removingLastComponent())
    }
  }

  @Test func `a working directory that was removed is an error`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try folder.directory.createDirectory("gone")
      #expect(chdir(folder.path("gone")) == 0)
      try folder.directory.removeTree("gone")
      let error = #expect(throws: HostError.self) { try World.sample().absolute("a") }
      #expect(error?.isNotFound == true)
      #expect(try World.sample().absolute("/a") == "/a")
    }
  }

  @Test(arguments: [(nil, nil), ("", nil), ("relative", nil), ("/home/ann", "/home/ann")])
  func `a home is an absolute path or none`(value: String?, expected: String?) {
    let world = World.sample(value.map { ["HOME": $0] } ?? [:])
    #expect(world.userHome == expected.map { FilePath($0) })
  }

  @Test func `the process's world has its arguments and the present time`() {
    let world = World.ofProcess()
    #expect(world.arguments == CommandLine.arguments)
    #expect(abs(world.clock().seconds - time(nil)) < 100)
    #expect(world.environment == Environment.ofProcess())
  }
}
