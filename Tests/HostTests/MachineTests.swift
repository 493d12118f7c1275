import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct MachineTests {
  @Test func `this machine is a platform of stigmer's`() throws {
    let platform = try #require(Machine.platform)
    #expect(Platform.all.contains(platform))
    #if os(Linux)
      #expect(platform.system == .linux)
    #endif
  }

  @Test func `what a machine lacks is told with what it has`() throws {
    #if os(Linux)
      let present = try #require(Machine.glibc)
      #expect(Machine.macOS == nil)
      #expect(Machine.lacks(.init(glibc: present)) == nil)
      #expect(Machine.lacks(.init(glibc: SystemVersion("2.1"))) == nil)
      #expect(
        Machine.lacks(.init(glibc: SystemVersion("99.1")))
          == "glibc 99.1 or newer (this machine has \(present))")
    #else
      let present = try #require(Machine.macOS)
      #expect(Machine.glibc == nil)
      #expect(
        Machine.lacks(.init(macOS: SystemVersion("99.1")))
          == "macOS 99.1 or newer (this machine has \(present))")
    #endif
    #expect(Machine.lacks(.init()) == nil)
  }

  @Test func `what is asked of another system is not asked of this one`() {
    let other = SystemVersion("99")
    #if os(Linux)
      #expect(Machine.lacks(.init(macOS: other)) == nil)
    #else
      #expect(Machine.lacks(.init(glibc: other)) == nil)
    #endif
  }

  @Test func `the running program is a file that is there`() throws {
    let path = try Machine.programPath()
    #expect(path.isAbsolute)
    #expect(try Machine.realPath(path) == path)
  }

  @Test func `a real path has no links left`() throws {
    let folder = try TemporaryFolder()
    try folder.write("real/file", "")
    try folder.directory.createLink("link", to: "real")
    #expect(
      try Machine.realPath(folder.path.appending("link/file"))
        == folder.path.appending("real/file"))
    let error = #expect(throws: HostError.self) {
      try Machine.realPath(folder.path.appending("absent"))
    }
    #expect(error?.isNotFound == true)
  }

  @Test func `free space is that of the file system`() throws {
    let folder = try TemporaryFolder()
    #expect(try #require(Machine.freeSpace(at: folder.directory)) >= 0)
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs the right to mount"))
  func `free space on a small disk is small`() throws {
    let disk = try Tmpfs(kibibytes: 64)
    let free = try #require(Machine.freeSpace(at: Directory(disk.path)))
    #expect((1...(64 << 10)).contains(free))
  }

  @Test func `random names do not repeat`() {
    let names = Set((0..<100).map { _ in RandomName.make() })
    #expect(names.count == 100)
    #expect(names.allSatisfy { $0.utf8.count == 32 && Hex.decode($0) != nil })
  }

  @Test func `the monotonic clock goes forward`() {
    let first = MonotonicClock.seconds
    #expect(MonotonicClock.seconds >= first)
  }
}
