import Host
import Store
import SystemPackage
import TestSupport
import Testing

@Suite struct TrustFolderTests {
  let sample: SampleHome

  init() throws { sample = try SampleHome() }

  private func trust() throws -> TrustFolder {
    try TrustFolder(sample.home, command: "a test") { _ in }
  }

  @Test func `what is stored is loaded, and replaced`() throws {
    let trust = try trust()
    #expect(try trust.load("root.json", limit: 10) == nil)
    for byte in [1, 2] as [UInt8] {
      try trust.store("root.json", [byte])
      #expect(try trust.load("root.json", limit: 10) == [byte])
    }
    #expect(try trust.directory.names() == ["lock", "root.json"])
    #expect(throws: HostError.self) { try trust.load("root.json", limit: 0) }
  }

  @Test func `a file in a folder is stored there, and all is forgotten at once`() throws {
    let trust = try trust()
    try trust.store("root.json", [1])
    try trust.store("root_history/1.root.json", [2])
    #expect(try trust.load("root_history/1.root.json", limit: 10) == [2])
    try trust.clear()
    #expect(try trust.directory.names() == ["lock"])
    #expect(try FileLock.takeIfFree("lock", in: trust.directory, owner: "other") == nil)
  }

  @Test func `one process has it at a time`() throws {
    var first: TrustFolder? = try trust()
    let directory = try #require(first).directory
    #expect(try FileLock.takeIfFree("lock", in: directory, owner: "other") == nil)
    first = nil
    let isFree = try Eventually.holds {
      try FileLock.takeIfFree("lock", in: directory, owner: "other") != nil
    }
    #expect(isFree)
  }

  @Test func `who waits is told whom for`() throws {
    _ = try sample.home.root.makingDirectory("trust")
    let holder = try BackgroundProcess(
      script: """
        exec 9>>"$1"; flock -x 9; echo "$$ stigmerup check" >"$1"; echo ready; read x
        """, [sample.path.appending("trust/lock").string])
    #expect(holder.line() == "ready")
    var waits: [String] = []
    _ = try TrustFolder(sample.home, command: "a test") {
      waits.append($0)
      holder.end()
    }
    #expect(waits == ["\(holder.identifier) stigmerup check"])
  }

  @Test func `a writer's sweep does not disturb a refresh under way`() throws {
    let trust = try trust()
    _ = try sample.writer()
    try trust.store("timestamp.json", [1])
    #expect(try trust.load("timestamp.json", limit: 10) == [1])
  }

  @Test func `a home that others can write to is not trusted`() throws {
    try sample.home.root.setMode(0o777)
    #expect(throws: StoreError.writableByOthers(home: sample.path.string)) { try trust() }
    #expect(try sample.home.root.names() == [])
  }
}
