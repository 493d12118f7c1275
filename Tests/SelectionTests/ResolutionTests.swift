import CPosix
import Testing

@testable import Selection

/// From what was chosen to the tree that serves it.
@Suite struct ResolutionTests {
  private let test: TestHome

  init() throws {
    test = try TestHome()
    try test.install("1.4.2", "a")
  }

  @Test func `a channel is served by the release its link names`() throws {
    try test.follow("beta", at: "1.4.2")
    #expect(try resolve("beta") == tree("a", "1.4.2"))
    #expect(throws: notInstalled("stable")) { try resolve("stable") }
    #expect(throws: notInstalled("latest")) { try resolve("latest") }
    try test.follow("stable", at: "1.4.2")
    #expect(try resolve("latest") == tree("a", "1.4.2"))
  }

  @Test func `a channel whose index names other bytes is not served`() throws {
    try test.follow("stable", at: "1.4.2")
    try test.sign("stable", "1.4.2", "a")
    #expect(try resolve("stable") == tree("a", "1.4.2"))
    try test.sign("stable", "1.4.2", "b")
    #expect(throws: notSigned("1.4.2")) { try resolve("stable") }
  }

  @Test func `a channel whose release is gone is handed over`() throws {
    try test.follow("stable", at: "1.4.3")
    #expect(throws: notInstalled("stable")) { try resolve("stable") }
  }

  @Test func `a version is served when stable signs its bytes`() throws {
    #expect(throws: notSigned("1.4.2")) { try resolve("1.4.2") }
    try test.sign("stable", "1.4.2", "a")
    #expect(try resolve("1.4.2") == tree("a", "1.4.2"))
    #expect(try resolve("v1.4.2") == tree("a", "1.4.2"))
    #expect(throws: notInstalled("1.4.3")) { try resolve("1.4.3") }
  }

  @Test func `a mended tree under the next name is served alike`() throws {
    try test.sign("stable", "1.4.2", "a")
    let mended = TestHome.tree("a") + "-r1"
    try test.link("home/trees/\(mended)", to: TestHome.tree("a"))
    try test.link("home/toolchains/1.4.2", to: "../trees/\(mended)")
    #expect(try resolve("1.4.2").place == .tree(id: ByteString(mended)))
    try test.sign("stable", "1.4.2", "b")
    #expect(throws: notSigned("1.4.2")) { try resolve("1.4.2") }
  }

  @Test(arguments: ["-r1", "-r10", "-r999999"])
  func `a number of repair belongs to a tree's name`(suffix: String) {
    #expect(
      ToolchainPlace(relativePath: ByteString("trees/\(TestHome.tree("a"))\(suffix)")) != nil)
  }

  @Test(arguments: ["-", "-r", "-r0", "-r01", "-r1000000", "-r1x", "-x1", "r1", "-r1/..", "-r1-r1"])
  func `anything else behind it does not`(suffix: String) {
    #expect(
      ToolchainPlace(relativePath: ByteString("trees/\(TestHome.tree("a"))\(suffix)")) == nil)
  }

  @Test func `a version that only dev signs is served only where dev is followed`() throws {
    try test.sign("dev", "1.4.2", "a")
    #expect(throws: notSigned("1.4.2")) { try resolve("1.4.2") }
    try test.follow("beta", at: "1.4.2")
    #expect(throws: notSigned("1.4.2")) { try resolve("1.4.2") }
    try test.follow("dev", at: "1.4.2")
    #expect(try resolve("1.4.2") == tree("a", "1.4.2"))
  }

  @Test(arguments: ["stable", "beta"])
  func `dev never replaces what a channel before it signs`(channel: String) throws {
    try test.follow("dev", at: "1.4.2")
    try test.follow("beta", at: "1.4.2")
    try test.sign("dev", "1.4.2", "a")
    try test.sign(channel, "1.4.2", "b")
    #expect(throws: notSigned("1.4.2")) { try resolve("1.4.2") }
    #expect(throws: notInstalled("1.4")) { try resolve("1.4") }
  }

  @Test func `beta that is not followed has no say`() throws {
    try test.follow("dev", at: "1.4.2")
    try test.sign("beta", "1.4.2", "b")
    try test.sign("dev", "1.4.2", "a")
    #expect(try resolve("1.4.2") == tree("a", "1.4.2"))
  }

  @Test func `a partial version is the newest signed one here, by precedence`() throws {
    for (version, digit) in [("1.9.0", "b"), ("1.10.0", "c"), ("1.11.0-rc.1", "d")] {
      try test.install(version, Character(digit))
      try test.sign("stable", version, Character(digit))
    }
    try test.sign("stable", "1.4.2", "a")
    // Newer, and not here.
    try test.sign("stable", "1.12.0", "e")
    #expect(try resolve("1") == tree("c", "1.10.0"))
    #expect(try resolve("1.9") == tree("b", "1.9.0"))
    #expect(try resolve("1.4") == tree("a", "1.4.2"))
    for missing in ["1.11", "1.12", "2", "1.1"] {
      #expect(throws: notInstalled(missing)) { try resolve(missing) }
    }
  }

  @Test func `a partial version asks channel by channel`() throws {
    try test.install("1.5.0", "b")
    try test.sign("stable", "1.4.2", "a")
    try test.sign("beta", "1.5.0", "b")
    try test.follow("beta", at: "1.5.0")
    #expect(try resolve("1") == tree("a", "1.4.2"))
    #expect(try resolve("1.5") == tree("b", "1.5.0"))
  }

  @Test func `a partial version passes over names that are no versions, and links that are gone`()
    throws
  {
    try test.sign("stable", "1.4.2", "a")
    try test.linkBuild("mine", programs: [])
    try test.link("home/toolchains/v1.9.0", to: "../trees/\(TestHome.tree("a"))")
    try test.write("home/toolchains/.1.8.0.new", "")
    #expect(try resolve("1") == tree("a", "1.4.2"))
  }

  @Test func `a home without toolchains has none`() throws {
    try test.link("elsewhere", to: "nowhere")
    let empty = try #require(Home(test.bytes("nowhere")))
    #expect(throws: notInstalled("1.4")) { try resolve("1.4", in: empty) }
    #expect(throws: notInstalled("1.4.2")) { try resolve("1.4.2", in: empty) }
    #expect(throws: notInstalled("beta")) { try resolve("beta", in: empty) }
    #expect(throws: notInstalled("mine")) { try resolve("mine", in: empty) }
  }

  @Test func `a day or a commit of dev needs the index`() throws {
    for text in ["dev-2026-11-23", "dev@a1b2c3d"] {
      let selector = try #require(ToolchainSelector(ByteString(text)))
      #expect(throws: HandOver(.needsIndex(selector), .plusArgument)) { try resolve(text) }
    }
  }

  @Test func `a linked name is served by its folder`() throws {
    try test.linkBuild("mine", programs: [])
    #expect(
      try resolve("mine") == Toolchain(place: .linked(name: "mine"), version: nil))
    #expect(throws: notInstalled("other")) { try resolve("other") }
  }

  @Test func `an inherited toolchain is taken as it is`() throws {
    let place = ToolchainPlace.tree(id: ByteString(TestHome.tree("f")))
    let decision = Decision(choice: .toolchain(place), reason: .inherited)
    #expect(try test.home.resolve(decision) == Toolchain(place: place, version: nil))
  }

  @Test(arguments: [
    "../toolchains/../toolchains/1.4.2", "../toolchains/v1.4.2", "../toolchains/mine",
    "/toolchains/1.4.2", "../trees/\(TestHome.tree("a"))", "1.4.2", "../toolchains/1.4.2/",
    "../toolchains/",
  ])
  func `a channel link of another form is handed over`(target: String) throws {
    try test.link("home/channels/stable", to: target)
    #expect(throws: oddLink("channels/stable")) { try resolve("stable") }
  }

  @Test(arguments: [
    "../trees/../trees/\(TestHome.tree("a"))", "../trees/x", "../linked/mine", "../../trees/x",
    "trees/\(TestHome.tree("a"))", "/tmp", "../trees/\(TestHome.tree("a"))/bin",
  ])
  func `a version's link of another form is handed over`(target: String) throws {
    try test.sign("stable", "1.4.2", "a")
    try test.link("home/toolchains/1.4.2", to: target)
    #expect(throws: oddLink("toolchains/1.4.2")) { try resolve("1.4.2") }
    #expect(throws: oddLink("toolchains/1.4.2")) { try resolve("1.4") }
  }

  @Test(arguments: ["../linked/other", "../trees/\(TestHome.tree("a"))", "/linked/mine", "mine"])
  func `a linked name's link of another form is handed over`(target: String) throws {
    try test.link("home/toolchains/mine", to: target)
    #expect(throws: oddLink("toolchains/mine")) { try resolve("mine") }
  }

  @Test(arguments: ["", "a", "A", "g"])
  func `a marker of another form is handed over`(digit: String) throws {
    let digest =
      digit.isEmpty || digit == "a"
      ? String(repeating: "a", count: digit.isEmpty ? 63 : 65)
      : TestHome.digest(Character(digit))
    try test.makeFolder("home/signed/stable")
    try test.link("home/signed/stable/1.4.2", to: digest)
    #expect(throws: oddLink("signed/stable/1.4.2")) { try resolve("1.4.2") }
  }

  @Test func `a file in a link's place is handed over`() throws {
    try test.write("home/channels/stable", "1.4.2")
    #expect(throws: oddLink("channels/stable")) { try resolve("stable") }
  }

  @discardableResult
  private func resolve(_ text: String, in home: Home? = nil) throws -> Toolchain {
    let selector = try #require(ToolchainSelector(ByteString(text)))
    return try (home ?? test.home)
      .resolve(Decision(choice: .selector(selector), reason: .plusArgument))
  }

  private func tree(_ digit: Character, _ version: String) throws -> Toolchain {
    let name = try #require(VersionName(ByteString(version)))
    return Toolchain(place: .tree(id: ByteString(TestHome.tree(digit))), version: name)
  }

  // Where the test's own text is wrong, a cause that nothing here has.
  private func notInstalled(_ text: String) -> HandOver {
    let selector = ToolchainSelector(ByteString(text))
    return HandOver(selector.map(HandOver.Cause.notInstalled) ?? .noHome, .plusArgument)
  }

  private func notSigned(_ text: String) -> HandOver {
    let version = VersionName(ByteString(text))
    return HandOver(version.map(HandOver.Cause.notSigned) ?? .noHome, .plusArgument)
  }

  private func oddLink(_ link: String) -> HandOver {
    HandOver(.oddLink(ByteString(link)), .plusArgument)
  }
}
