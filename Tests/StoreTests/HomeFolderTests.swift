import CPosix
import Host
import Model
import Selection
import Store
import SystemPackage
import TestSupport
import Testing

@Suite struct HomeFolderTests {
  @Test(arguments: [
    (["STIGMERUP_HOME": "/srv/x/../home/", "HOME": "/home/ann"], "/srv/home"),
    (["STIGMERUP_HOME": "", "HOME": "/home/ann"], "/home/ann/.stigmerup"),
    (["HOME": "/home/ann"], "/home/ann/.stigmerup"),
  ])
  func `a home is where the variables say`(variables: [String: String], expected: String) throws {
    #expect(try HomeFolder.path(in: .sample(variables)) == FilePath(expected))
  }

  @Test func `a relative home is refused, and so is none at all`() throws {
    #expect(throws: StoreError.relativeHome("x/y")) {
      try HomeFolder.path(in: .sample(["STIGMERUP_HOME": "x/y", "HOME": "/home/ann"]))
    }
    #expect(throws: StoreError.noHomeVariable) { try HomeFolder.path(in: .sample()) }
    #expect(throws: StoreError.relativeUserHome("ann")) {
      try HomeFolder.path(in: .sample(["HOME": "ann"]))
    }
  }

  @Test func `a home that is missing is nil, a file in its place an error`() throws {
    let folder = try TemporaryFolder()
    #expect(try HomeFolder.open(folder.path.appending("absent")) == nil)
    try folder.write("file", "")
    #expect(throws: HostError.self) { try HomeFolder.open(folder.path.appending("file")) }
  }

  @Test func `an empty home holds nothing, and reading it makes nothing`() throws {
    let sample = try SampleHome()
    let home = sample.home
    #expect(try home.toolchains() == [])
    #expect(try home.toolchain(named: "1.0.0") == nil)
    #expect(try home.release(of: .stable) == nil)
    #expect(try home.followedChannels() == [])
    #expect(try home.defaultSelector() == nil)
    #expect(try home.overrides().entries == [])
    #expect(try home.generations(of: .beta) == [])
    #expect(try home.signedManifest(of: SampleHome.parsed("1.0.0"), in: .stable) == nil)
    #expect(try ManagerVersions(home).current() == nil)
    #expect(try ManagerVersions(home).installed() == [])
    #expect(try home.root.names() == [])
  }

  @Test func `releases come newest first, then linked builds by name`() throws {
    let sample = try SampleHome()
    for version in ["1.9.0", "1.10.0", "1.10.0-beta.2", "1.10.0-beta.10"] {
      try sample.install(version)
    }
    for name in ["mine", "another"] { try sample.link(name, programs: ["stigmer": "/bin/true"]) }
    #expect(
      try sample.home.toolchains().map(\.name)
        == ["1.10.0", "1.10.0-beta.10", "1.10.0-beta.2", "1.9.0", "another", "mine"])
    let mine = try #require(try sample.home.toolchain(named: "mine"))
    #expect(mine.isLinked)
    #expect(mine.place == .linked("mine"))
    #expect(try sample.home.programs(of: mine.place) == ["stigmer"])
  }

  @Test func `two versions of one manifest and set share a tree`() throws {
    let sample = try SampleHome()
    let one = try sample.install("1.0.0", manifest: "same")
    let other = try sample.install("1.0.0-rc.1", manifest: "same")
    #expect(one == other)
    #expect(try sample.home.root.openDirectory("trees").names() == [one.text])
  }

  @Test func `a toolchain that is not whole is left out, the others stay`() throws {
    let sample = try SampleHome()
    let home = sample.home
    try sample.install("1.0.0")
    let damaged = try sample.install("1.1.0")
    let gone = try sample.install("1.2.0")
    let trees = try home.root.openDirectory("trees")
    try trees.removeTree(gone.text)
    try trees.removeFile("\(damaged.text)/toolchain.json")
    let toolchains = try home.root.openDirectory("toolchains")
    try toolchains.createLink("odd", to: "/etc")
    try toolchains.createLink("strange", to: "../trees/../../etc")
    try toolchains.writeFile("file", [])
    #expect(try home.toolchains().map(\.name) == ["1.0.0"])
    #expect(try home.toolchain(named: "1.1.0") == nil)
    #expect(try home.place(of: "1.2.0") == .tree(gone))
    try trees.writeFile("\(damaged.text)/toolchain.json", Array("{ torn".utf8))
    #expect(try home.toolchains().map(\.name) == ["1.0.0"])
  }

  @Test(arguments: [
    ("channels/beta", "beta"), ("toolchains/1.4.2", "1.4.2"), ("toolchains/mine", "mine"),
    ("select/1.4", "1.4"), ("elsewhere/x", nil), ("/etc", nil),
  ])
  func `the default is what its link says`(target: String, selector: String?) throws {
    let sample = try SampleHome()
    try sample.home.root.createLink("default", to: target)
    #expect(try sample.home.defaultSelector() == selector)
  }

  @Test func `something else in a link's place counts as nothing`() throws {
    let sample = try SampleHome()
    try sample.home.root.writeFile("default", [])
    _ = try sample.home.root.makingDirectory("channels").makingDirectory("beta")
    #expect(try sample.home.defaultSelector() == nil)
    #expect(try sample.home.release(of: .beta) == nil)
    #expect(try sample.home.followedChannels() == [])
  }

  @Test func `followed channels come in the order of consultation`() throws {
    let sample = try SampleHome()
    try sample.install("1.0.0")
    for channel in [ChannelName.dev, .stable] { try sample.follow(channel, at: "1.0.0") }
    #expect(try sample.home.followedChannels() == [.stable, .dev])
  }

  @Test func `a home that was moved holds what it held`() throws {
    let sample = try SampleHome()
    try sample.install("1.0.0", components: [.stigmer, .agentRunner])
    try sample.link("mine", programs: ["stigmer": "/bin/true"])
    try sample.follow(.stable, at: "1.0.0")
    try sample.writer().setDefault("channels/stable")
    let before = try sample.home.toolchains()
    try sample.folder.directory.rename("home", to: "moved", in: sample.folder.directory)

    let moved = try #require(try HomeFolder.open(sample.folder.path.appending("moved")))
    #expect(try moved.toolchains() == before)
    #expect(try moved.release(of: .stable) == SampleHome.parsed("1.0.0"))
    let launch = try Circumstances(
      home: #require(moved.forSelection), program: "agent-runner", firstArgument: nil,
      workingDirectory: .path("/")
    ) { _ in nil }.launch()
    let program = FilePath(launch.executable.description)
    #expect(program.starts(with: moved.path))
    #expect(try Machine.realPath(program) == program)
  }

  @Test func `a read-only home can be read, and a writer says why it cannot write`() async {
    await #expect(processExitsWith: .success) {
      TestUser.dropPrivileges()
      let sample = try SampleHome()
      let tree = try sample.install("1.0.0")
      try sample.follow(.stable, at: "1.0.0")
      try sample.writer().setDefault("channels/stable")
      let chmod = try ChildProcess(
        program: "/bin/chmod", arguments: ["-R", "a-w", sample.path.string],
        environment: Environment(), workingDirectory: "/", timeLimit: 60, outputLimit: 1000
      ).run()
      #expect(chmod.ending == .exited(status: 0))

      let home = try #require(try HomeFolder.open(sample.path))
      #expect(try home.toolchains().map(\.place) == [.tree(tree)])
      #expect(try home.defaultSelector() == "stable")
      #expect(try home.generations(of: .stable).count == 1)
      let launch = try Circumstances(
        home: #require(home.forSelection), program: "stigmer", firstArgument: nil,
        workingDirectory: .path("/")
      ) { _ in nil }.launch()
      try #require(home.forSelection).stamp(launch.toolchain.place)
      #expect(launch.toolchain.place.relativePath.description == "trees/\(tree.text)")

      let error = #expect(throws: HostError.self) {
        try HomeWriter(home, command: "a test") { _ in }
      }
      #expect(error?.code == EACCES)
      #expect(error?.path == home.path.string)
    }
  }
}
