import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct FileLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a free lock is taken at once and says who has it`() throws {
    var waits: [String] = []
    let lock = try FileLock.take("lock", in: folder.directory, owner: "stigmerup update") {
      waits.append($0)
    }
    defer { withExtendedLifetime(lock) {} }
    #expect(waits == [])
    #expect(try folder.text(of: "lock").hasSuffix(" stigmerup update\n"))
  }

  @Test func `a lock is one owner's at a time, and free when that one lets go`() throws {
    var first = try FileLock.takeIfFree("lock", in: folder.directory, owner: "first")
    #expect(first != nil)
    #expect(try FileLock.takeIfFree("lock", in: folder.directory, owner: "second") == nil)
    #expect(try folder.text(of: "lock").hasSuffix(" first\n"))
    first = nil
    #expect(try isFree(for: "2"))
    // The shorter note leaves nothing of the longer one.
    #expect(try folder.text(of: "lock").hasSuffix(" 2\n"))
  }

  private func isFree(for owner: String) throws -> Bool {
    try Eventually.holds {
      try FileLock.takeIfFree("lock", in: folder.directory, owner: owner) != nil
    }
  }

  /// A process that holds the lock, with a note as stigmerup would write it.
  private func holder(note: String = "$$ stigmerup update") throws -> BackgroundProcess {
    let holder = try BackgroundProcess(
      script: """
        exec 9>>"$1"; flock -x 9; echo "\(note)" >"$1"; echo ready; read x
        """, [folder.path("lock")])
    #expect(holder.line() == "ready")
    return holder
  }

  @Test func `who waits is told whom for, and goes on when that one is killed`() throws {
    let holder = try holder()
    #expect(try FileLock.takeIfFree("lock", in: folder.directory, owner: "this") == nil)
    var waits: [String] = []
    let lock = try FileLock.take("lock", in: folder.directory, owner: "this") {
      waits.append($0)
      holder.end()
    }
    defer { withExtendedLifetime(lock) {} }
    #expect(waits == ["\(holder.identifier) stigmerup update"])
    #expect(try folder.text(of: "lock").hasSuffix(" this\n"))
  }

  @Test func `an owner that wrote no note is told as such`() throws {
    let holder = try holder(note: "")
    var waits: [String] = []
    _ = try FileLock.take("lock", in: folder.directory, owner: "this") {
      waits.append($0)
      holder.end()
    }
    #expect(waits == ["one that has not said what it does"])
  }

  @Test func `a lock is not taken through a link`() throws {
    try folder.write("precious", "precious")
    try folder.directory.createLink("lock", to: "precious")
    #expect(throws: HostError.self) {
      try FileLock.takeIfFree("lock", in: folder.directory, owner: "this")
    }
    #expect(try folder.text(of: "precious") == "precious")
  }

  @Test func `no child gets a descriptor of ours`() throws {
    let lock = try FileLock.takeIfFree("lock", in: folder.directory, owner: "this")
    try folder.write("file", "")
    let file = try folder.directory.openFile("file")
    let listing = try ChildProcess(
      program: "/bin/sh", arguments: ["-c", "ls -l /dev/fd/"], environment: .ofProcess(),
      workingDirectory: "/", timeLimit: 30, outputLimit: 1 << 20
    ).run()
    withExtendedLifetime(lock) {
      #expect(listing.ending == .exited(status: 0))
      let text = String(decoding: listing.output, as: UTF8.self)
      #expect(text.contains("/dev/null"))
      #expect(!text.contains("stigmerup-test-"), "\(text)")
      #expect(file.path == folder.path("file"))
    }
  }

  @Test func `a child that lives on does not keep the lock`() throws {
    var lock = try FileLock.takeIfFree("lock", in: folder.directory, owner: "this")
    let child = try BackgroundProcess(script: "echo ready; read x")
    #expect(child.line() == "ready")
    #expect(lock != nil)
    lock = nil
    #expect(try isFree(for: "next"))
    child.end()
  }
}
