import Host
import SystemPackage
import TestSupport
import Testing

@testable import Store

@Suite struct StagingFolderTests {
  let sample: SampleHome
  let home: HomeFolder

  init() throws {
    sample = try SampleHome()
    home = sample.home
  }

  private func staged() throws -> [String] { try home.root.openDirectory("staging").names() }

  @Test func `a folder of one's own goes with its owner`() throws {
    var folder: StagingFolder? = try home.stagingFolder()
    try folder?.directory.writeFile("file", [1])
    #expect(try staged().count == 1)
    folder = nil
    #expect(try staged() == [])
  }

  @Test func `what is discarded is gone at once, and discarding again is fine`() throws {
    let folder = try home.stagingFolder()
    try folder.discard()
    #expect(try staged() == [])
    try folder.discard()
  }

  @Test func `the next writer sweeps what a crash left`() throws {
    let staging = try home.root.makingDirectory("staging")
    try sample.folder.write("home/staging/dead/tree/file", "")
    try staging.writeFile("file", [])
    try staging.createLink("link", to: "../toolchains")
    try staging.createDirectory("empty")
    _ = try home.root.makingDirectory("toolchains").makingDirectory("kept")
    _ = try sample.writer()
    #expect(try staged() == [])
    #expect(try home.root.openDirectory("toolchains").names() == ["kept"])
  }

  @Test func `a sweep spares the folder of a live owner here`() throws {
    let folder = try home.stagingFolder()
    try folder.directory.writeFile("file", [1])
    _ = try sample.writer()
    #expect(try folder.directory.names() == ["file"])
    #expect(try staged().count == 1)
  }

  @Test func `a sweep spares the folder of another process until that is killed`() throws {
    try sample.folder.write("home/staging/live/file", "")
    let owner = try BackgroundProcess(
      script: "exec 9<\"$1\"; flock -x 9; echo ready; read x",
      [sample.path.appending("staging/live").string])
    #expect(owner.line() == "ready")
    _ = try sample.writer()
    #expect(try staged() == ["live"])
    owner.end()
    _ = try sample.writer()
    #expect(try staged() == [])
  }

  @Test func `folders that their owners remove during a sweep do not stop it`() throws {
    let staging = try home.root.makingDirectory("staging")
    for _ in 0..<10 {
      let names = (0..<100).map { "folder-\($0 + 100)" }
      for name in names { try staging.createDirectory(name) }
      let removing = BackgroundThread { for name in names { try staging.removeTree(name) } }
      try StagingFolder.sweep(staging)
      try removing.finish()
      #expect(try staged() == [])
    }
  }

  @Test func `folders made while another sweeps keep what is put into them`() throws {
    let staging = try home.root.makingDirectory("staging")
    let rounds = 100
    let sweeping = BackgroundThread {
      for _ in 0..<rounds { try StagingFolder.sweep(staging) }
    }
    var lost = 0
    for _ in 0..<rounds {
      let folder = try home.stagingFolder()
      if try staging.names().isEmpty { lost += 1 }
      try folder.discard()
    }
    try sweeping.finish()
    #expect(lost == 0)
    #expect(try staged() == [])
  }
}
