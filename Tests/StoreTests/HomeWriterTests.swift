import CPosix
import Host
import Model
import Store
import SystemPackage
import TestSupport
import Testing

@Suite struct HomeWriterTests {
  let sample: SampleHome

  init() throws { sample = try SampleHome() }

  @Test func `a second writer waits for the first, and says for whom`() throws {
    let holder = try BackgroundProcess(
      script: """
        exec 9>>"$1"; flock -x 9; echo "$$ stigmerup update" >"$1"; echo ready; read x
        """, [sample.path.appending("lock").string])
    #expect(holder.line() == "ready")
    var waits: [String] = []
    _ = try HomeWriter(sample.home, command: "install") {
      waits.append($0)
      holder.end()
    }
    #expect(waits == ["\(holder.identifier) stigmerup update"])
  }

  @Test(.enabled(if: TestUser.isRoot, "only root can give a folder away"))
  func `another user's home is refused, and nothing is changed`() throws {
    #expect(fchown(sample.home.root.descriptor, TestUser.nobody, TestUser.nobody) == 0)
    let error = #expect(throws: StoreError.self) { try sample.writer() }
    #expect(error == .ownedByAnother(home: sample.path.string, owner: TestUser.nobody))
    #expect(error?.hint?.contains("STIGMERUP_HOME") == true)
    #expect(throws: StoreError.self) {
      try TrustFolder(sample.home, command: "a test") { _ in }
    }
    #expect(try sample.home.root.names() == [])
  }

  @Test(arguments: [0o777, 0o775, 0o757, 0o1777] as [UInt32])
  func `a home that others can write to is refused, and nothing is changed`(mode: UInt32) throws {
    try sample.home.root.setMode(mode)
    let error = #expect(throws: StoreError.self) { try sample.writer() }
    #expect(error == .writableByOthers(home: sample.path.string))
    #expect(error?.hint == "chmod go-w '\(sample.path)'")
    #expect(try sample.home.root.names() == [])
  }

  @Test(arguments: [0o755, 0o700, 0o750] as [UInt32])
  func `a home of one's own is taken`(mode: UInt32) throws {
    try sample.home.root.setMode(mode)
    _ = try sample.writer()
    #expect(try sample.home.root.names() == ["lock", "staging"])
  }

  @Test func `a tree is moved into place, stamped and named`() throws {
    let tree = try sample.install("1.0.0")
    let root = sample.home.root
    #expect(try root.readLink("toolchains/1.0.0") == "../trees/\(tree.text)")
    #expect(try root.readLink("signed/stable/1.0.0") == Digest.sample("1.0.0").hex)
    #expect(try root.status("used/\(tree.text)")?.length == 0)
    #expect(try root.openDirectory("staging").names() == [])
    let toolchain = try #require(try sample.home.toolchain(named: "1.0.0"))
    #expect(toolchain.place == .tree(tree))
    #expect(toolchain.release?.manifest == .sample("1.0.0"))
    #expect(tree.isMade(from: .sample("1.0.0")))
  }

  @Test func `a tree that is there already stays as it is`() throws {
    let tree = try sample.install("1.0.0")
    let trees = try sample.home.root.openDirectory("trees")
    let before = try trees.status(tree.text)
    try sample.install("1.0.0")
    #expect(try trees.status(tree.text) == before)
    #expect(try sample.home.root.openDirectory("staging").names() == [])
  }

  @Test func `placing stamps a tree again`() throws {
    let tree = try sample.install("1.0.0")
    let used = try sample.home.root.openDirectory("used")
    var old = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    #expect(utimensat(used.descriptor, tree.text, &old, 0) == 0)
    try sample.install("1.0.0")
    let stamp = try #require(try used.status(tree.text)).modified
    #expect(stamp > Instant(seconds: 1000))
  }

  @Test func `other bytes under a version are refused, and both channels named`() throws {
    let tree = try sample.install("1.0.0", manifest: "stable's", channel: .stable)
    let error = #expect(throws: StoreError.self) {
      try sample.install("1.0.0", manifest: "dev's", channel: .dev)
    }
    #expect(
      error
        == .otherDigest(
          version: try SampleHome.parsed("1.0.0"), present: .sample("stable's"),
          presentChannel: "stable", offered: .sample("dev's"), offeredBy: "dev"))
    #expect(error?.message.contains("'stable' signed") == true)
    #expect(error?.message.contains("now 'dev' signs") == true)
    #expect(error?.hint?.contains("stigmerup toolchain uninstall 1.0.0") == true)
    #expect(try sample.home.place(of: "1.0.0") == .tree(tree))
    #expect(try sample.home.signedManifest(of: SampleHome.parsed("1.0.0"), in: .dev) == nil)
  }

  @Test func `another set of components of the same release is another tree`() throws {
    let small = try sample.install("1.0.0", components: [.stigmer])
    let large = try sample.install("1.0.0", components: [.agentRunner, .stigmer])
    #expect(small != large)
    let toolchain = try #require(try sample.home.toolchain(named: "1.0.0"))
    #expect(toolchain.place == .tree(large))
    #expect(toolchain.release?.components == [.agentRunner, .stigmer])
  }

  @Test func `what a channel signs is recorded, and replaced when it changes`() throws {
    let version = try SampleHome.parsed("1.0.0")
    let writer = try sample.writer()
    for text in ["one", "one", "two"] {
      try writer.recordSigned(version, manifest: .sample(text), in: .beta)
      #expect(try sample.home.signedManifest(of: version, in: .beta) == .sample(text))
    }
    #expect(try sample.home.signedManifest(of: version, in: .stable) == nil)
    try writer.removeSigned(version, in: .beta)
    try writer.removeSigned(version, in: .dev)
    #expect(try sample.home.signedManifest(of: version, in: .beta) == nil)
  }

  @Test func `a default is set, changed and removed`() throws {
    let writer = try sample.writer()
    for target in ["select/1.4", "channels/beta"] {
      try writer.setDefault(target)
      #expect(try sample.home.root.readLink("default") == target)
    }
    try writer.setDefault(nil)
    try writer.setDefault(nil)
    #expect(try sample.home.root.readLink("default") == nil)
  }

  @Test func `files at the top are replaced with their mode`() throws {
    let writer = try sample.writer()
    try writer.saveSettings("profile = \"minimal\"\n")
    try writer.saveFile("env", Array("old".utf8))
    try writer.saveFile("env", Array("new".utf8), mode: 0o600)
    let root = sample.home.root
    #expect(try root.readFile("settings.toml", limit: 100) == Array("profile = \"minimal\"\n".utf8))
    #expect(try root.readFile("env", limit: 100) == Array("new".utf8))
    #expect(try root.status("env")?.mode == 0o600)
    #expect(try root.openDirectory("staging").names() == [])
  }

  @Test func `a linked build is named, and linked anew over the old one`() throws {
    try sample.link("mine", programs: ["stigmer": "/bin/true", "agent-runner": "/bin/true"])
    try sample.link("mine", programs: ["stigmer": "/bin/false"])
    let root = sample.home.root
    #expect(try root.readLink("toolchains/mine") == "../linked/mine")
    #expect(try root.openDirectory("linked/mine/bin").names() == ["stigmer"])
    #expect(try root.readLink("linked/mine/bin/stigmer") == "/bin/false")
    #expect(try root.openDirectory("staging").names() == [])
  }
}
