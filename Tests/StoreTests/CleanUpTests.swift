import Host
import Model
import Store
import SystemPackage
import TestSupport
import Testing

/// Trees that go, and those that are taken into use in that very moment.
@Suite struct CleanUpTests {
  let sample: SampleHome
  let home: HomeFolder
  let tree: TreeIdentifier

  init() throws {
    sample = try SampleHome()
    home = sample.home
    tree = try sample.install("1.0.0")
  }

  private func remove(if isUnused: (Directory) throws -> Bool) throws -> Bool {
    let staged = try home.stagingFolder()
    let writer = try sample.writer()
    let hasGone = try writer.removeTree(tree, named: ["1.0.0"], into: staged, if: isUnused)
    try writer.removeTraces()
    return hasGone
  }

  @Test func `an unused tree goes with its name, its time and its marker`() throws {
    var places: [String] = []
    #expect(
      try remove { folder in
        places.append(folder.path.removingLastComponent().lastComponent?.string ?? "")
        // No start can choose it any more.
        return try home.root.status("toolchains/1.0.0") == nil
      })
    #expect(places.first == "trees" && places.count == 2 && places.last != "trees")
    for folder in ["trees", "toolchains", "used", "signed/stable", "staging"] {
      #expect(try home.root.openDirectory(folder).names() == [], "\(folder)")
    }
  }

  /// At first, or when it has been moved already.
  @Test(arguments: [1, 2]) func `a tree taken into use meanwhile is put back`(look: Int) throws {
    var looks = 0
    let hasGone = try remove { _ in
      looks += 1
      return looks < look
    }
    #expect(!hasGone && looks == look)
    let toolchain = try #require(try home.toolchain(named: "1.0.0"))
    #expect(toolchain.place == .tree(tree))
    #expect(try home.programs(of: toolchain.place) == ["stigmer"])
    #expect(try home.signedManifest(of: SampleHome.parsed("1.0.0"), in: .stable) != nil)
    #expect(try home.lastUse(of: tree) != nil)
    #expect(try home.root.openDirectory("staging").names() == [])
  }

  @Test func `traces of what is here stay`() throws {
    try sample.writer().removeTraces()
    #expect(try home.lastUse(of: tree) != nil)
    #expect(try home.signedManifest(of: SampleHome.parsed("1.0.0"), in: .stable) != nil)
  }

  @Test func `a download that a live process has stays`() throws {
    let downloads = try home.root.makingDirectory("downloads")
    try downloads.writeFile("part", [1, 2, 3])
    let lock = try FileLock.takeIfFree("part.lock", in: downloads, owner: "a test")
    #expect(try !sample.writer().removeDownload("part"))
    #expect(try downloads.names() == ["part", "part.lock"])
    withExtendedLifetime(lock) {}
  }

  @Test func `a download that nobody has goes with its lock`() throws {
    let downloads = try home.root.makingDirectory("downloads")
    try downloads.writeFile("part", [1, 2, 3])
    try downloads.writeFile("part.lock", [])
    #expect(try sample.writer().removeDownload("part"))
    #expect(try downloads.names() == [])
  }
}
