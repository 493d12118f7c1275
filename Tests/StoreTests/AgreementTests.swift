import Host
import Model
import Selection
import Store
import SystemPackage
import TestSupport
import Testing

/// The shim's rules read the links themselves; what they find is what ``HomeFolder`` says and ``HomeWriter`` wrote.
@Suite struct AgreementTests {
  private static let versions = ["1.3.9", "1.4.0", "1.4.1-beta.1", "1.4.1", "2.0.0-rc.1"]

  /// A home with some releases, signed by some channels, some of which are followed.
  private func randomHome(_ generator: inout SeededGenerator) throws -> SampleHome {
    let sample = try SampleHome()
    for version in Self.versions where Int.random(in: 0..<4, using: &generator) > 0 {
      let channel = ChannelName.selectable.randomElement(using: &generator) ?? .stable
      let components: [ComponentName] =
        Bool.random(using: &generator) ? [.stigmer] : [.agentRunner, .stigmer]
      try sample.install(version, components: components, channel: channel)
      guard Int.random(in: 0..<3, using: &generator) == 0 else { continue }
      // Another channel signs the same version, perhaps with other bytes.
      let other = ChannelName.selectable.randomElement(using: &generator) ?? .stable
      try sample.writer().recordSigned(
        SampleHome.parsed(version),
        manifest: .sample(Bool.random(using: &generator) ? version : "other"), in: other)
    }
    if Bool.random(using: &generator) {
      try sample.link("mine", programs: ["stigmer": "/bin/true"])
    }
    for channel in ChannelName.selectable where Bool.random(using: &generator) {
      try sample.follow(channel, at: Self.versions.randomElement(using: &generator) ?? "")
    }
    let target = ["channels/beta", "toolchains/1.4.0", "toolchains/mine", "select/1.4", nil]
      .randomElement(using: &generator)
    try sample.writer().setDefault(target ?? nil)
    return sample
  }

  /// What the home's own words make of a selector: the rule of the contract, written a second time.
  private func expected(_ selector: String, in home: HomeFolder) throws -> String? {
    if let channel = ChannelName(rawValue: selector == "latest" ? "stable" : selector) {
      guard let version = try home.release(of: channel),
        let toolchain = try home.toolchain(named: version.description)
      else { return nil }
      let signed = try home.signedManifest(of: version, in: channel)
      return signed == nil || signed == toolchain.release?.manifest ? toolchain.place.path : nil
    }
    let consulted = try [.stable] + home.followedChannels().filter { $0 != .stable }
    let toolchains = try home.toolchains()
    if Version(selector) == nil, selector.first?.isNumber == true {
      for channel in consulted {
        let found = try toolchains.first { toolchain in
          guard let release = toolchain.release, !release.version.isPrerelease,
            "\(release.version).".hasPrefix("\(selector).")
          else { return false }
          return try signer(of: release, in: home, among: consulted) == channel
        }
        if let found { return found.place.path }
      }
      return nil
    }
    guard let toolchain = try home.toolchain(named: selector) else { return nil }
    guard let release = toolchain.release else { return toolchain.place.path }
    return try signer(of: release, in: home, among: consulted) == nil ? nil : toolchain.place.path
  }

  /// The first channel that lists the version at all, if it lists these bytes.
  private func signer(
    of release: ToolchainRecord.Release, in home: HomeFolder, among consulted: [ChannelName]
  ) throws -> ChannelName? {
    for channel in consulted {
      if let signed = try home.signedManifest(of: release.version, in: channel) {
        return signed == release.manifest ? channel : nil
      }
    }
    return nil
  }

  private func launch(_ plus: String?, in home: HomeFolder) throws -> Launch? {
    let circumstances = Circumstances(
      home: try #require(home.forSelection), program: "stigmer",
      firstArgument: plus.map { ByteString("+\($0)") }, workingDirectory: .path("/")
    ) { _ in nil }
    do {
      return try circumstances.launch()
    } catch {
      // Handed over to the manager: nothing here serves it.
      return nil
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `selection finds the toolchain that the home names`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let home = try randomHome(&generator).home
    let selectors =
      Self.versions + ["stable", "beta", "dev", "latest", "mine", "1", "1.4", "1.3", "2", "2.0"]
    for selector in selectors {
      let launch = try launch(selector, in: home)
      #expect(
        try launch?.toolchain.place.relativePath.description == expected(selector, in: home),
        "+\(selector)")
    }
    let selector = try home.defaultSelector()
    #expect(
      try launch(nil, in: home)?.toolchain.place.relativePath.description
        == selector.flatMap { try expected($0, in: home) }, "default \(selector ?? "none")")
  }

  @Test func `what is launched is the program in the tree that was placed`() throws {
    let sample = try SampleHome()
    let tree = try sample.install("1.4.0", components: [.agentRunner, .stigmer])
    let launch = try #require(try launch("1.4.0", in: sample.home))
    let components = sample.path.appending("trees/\(tree.text)/components")
    #expect(
      launch.executable.description == components.appending("stigmer/stigmer").string)
    #expect(
      launch.runner?.description == components.appending("agent-runner/agent-runner").string)
    let output = try ChildProcess(
      program: FilePath(launch.executable.description), arguments: [],
      environment: Environment(["PATH": "/usr/bin:/bin"]), workingDirectory: "/", timeLimit: 60,
      outputLimit: 100
    ).run().output
    #expect(String(decoding: output, as: UTF8.self) == "stigmer 1.4.0\n")
  }

  @Test func `a stamp of selection's is on the file that the writer made`() throws {
    let sample = try SampleHome()
    let tree = try sample.install("1.4.0")
    let place = try #require(try launch("1.4.0", in: sample.home)).toolchain.place
    let used = try sample.home.root.openDirectory("used")
    try used.removeFile(tree.text)
    try used.writeFile(tree.text, [])
    try #require(sample.home.forSelection).stamp(place)
    #expect(try used.names() == [tree.text])
    #expect(place == .tree(id: ByteString(tree.text)))
  }
}
