import Host
import Model
import Store
import TestSupport
import Testing

@Suite struct ManagerVersionsTests {
  let sample: SampleHome
  let versions: ManagerVersions

  init() throws {
    sample = try SampleHome()
    versions = ManagerVersions(sample.home)
  }

  private func place(_ version: String, content: String = "program") throws {
    let writer = try sample.writer()
    let staged = try sample.home.stagingFolder()
    let built = try staged.directory.makingDirectory("built")
    for program in ManagerVersions.programs {
      try built.writeFile(program, Array(content.utf8), mode: 0o755)
    }
    let receipt = Receipt(
      version: try SampleHome.parsed(version), installed: Instant(seconds: 1_800_000_000),
      shellFiles: ["/home/ann/.profile"])
    try built.writeFile(Receipt.fileName, receipt.bytes)
    try writer.placeManager(SampleHome.parsed(version), built: "built", in: staged)
  }

  @Test func `versions are placed, switched and told newest first`() throws {
    for version in ["1.9.0", "1.10.0"] { try place(version) }
    #expect(try versions.current() == nil)
    #expect(try versions.installed().map(\.description) == ["1.10.0", "1.9.0"])
    for version in ["1.9.0", "1.10.0"] {
      try sample.writer().switchManager(to: SampleHome.parsed(version))
      #expect(try versions.current()?.description == version)
    }
    #expect(try sample.home.root.readLink("self/current") == "1.10.0")
    #expect(
      try sample.home.root.readFile("self/current/stigmer-shim", limit: 10)
        == Array("program".utf8))
  }

  @Test func `a version placed again replaces the old folder whole`() throws {
    try place("1.0.0", content: "old")
    try place("1.0.0", content: "new")
    #expect(
      try sample.home.root.readFile("self/1.0.0/stigmerup", limit: 10) == Array("new".utf8))
    #expect(try sample.home.root.openDirectory("staging").names() == [])
  }

  @Test func `a receipt is read, a damaged or missing one is nobody's`() throws {
    try place("1.0.0")
    let version = try SampleHome.parsed("1.0.0")
    #expect(try versions.receipt(of: version)?.shellFiles == ["/home/ann/.profile"])
    #expect(try versions.receipt(of: version)?.version == version)
    let folder = try sample.home.root.openDirectory("self/1.0.0")
    try folder.removeFile(Receipt.fileName)
    #expect(try versions.receipt(of: version) == nil)
    try folder.writeFile(Receipt.fileName, Array("{".utf8))
    #expect(try versions.receipt(of: version) == nil)
  }

  @Test func `a version is removed, and one that is not there is fine`() throws {
    for version in ["1.0.0", "1.1.0"] { try place(version) }
    for _ in 0..<2 { try sample.writer().removeManager(SampleHome.parsed("1.0.0")) }
    #expect(try versions.installed().map(\.description) == ["1.1.0"])
    #expect(try sample.home.root.openDirectory("staging").names() == [])
  }
}
