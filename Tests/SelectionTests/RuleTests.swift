import CPosix
import Testing

@testable import Selection

/// The rules of DESIGN section 4: which one wins, and what it says.
@Suite struct RuleTests {
  private let test: TestHome

  init() throws {
    test = try TestHome()
    try test.link("home/default", to: "channels/stable")
  }

  @Test func `each rule yields to the ones before it`() throws {
    let tree = "trees/" + TestHome.tree("a")
    try test.pin("project", "1.4")
    var variables = ["STIGMERUP_TOOLCHAIN": "beta", "STIGMERUP_INHERITED": tree]

    #expect(
      try test.circumstances(argument: "+dev", variables).decide()
        == decision("dev", .plusArgument))
    #expect(try test.circumstances(variables).decide() == decision("beta", .environment))
    variables["STIGMERUP_TOOLCHAIN"] = ""
    #expect(try test.circumstances(variables).decide() == decision("1.4", pin("project")))
    #expect(
      try test.circumstances(program: "agent-runner", variables).decide() == inherited(tree))
    unlink(test.path("project/stigmer-toolchain.toml"))
    #expect(try test.circumstances(variables).decide() == inherited(tree))
    variables["STIGMERUP_INHERITED"] = ""
    #expect(try test.circumstances(variables).decide() == decision("stable", .default))
    #expect(
      try test.circumstances(program: "agent-runner", variables).decide()
        == decision("stable", .default))
  }

  @Test func `the nearest level wins, and at one level the override`() throws {
    try test.makeFolder("project/a/b")
    try test.pin("project", "beta")
    try test.pin("project/a", "1.4")
    try test.write("home/overrides", "\(test.path("project/a"))\tmine\n")
    #expect(
      try test.circumstances(in: "project/a/b").decide()
        == decision("mine", .override(directory: test.bytes("project/a"))))
    #expect(try test.circumstances().decide() == decision("beta", pin("project")))
    try test.write("home/overrides", "\(test.path("project"))\tmine\n")
    #expect(
      try test.circumstances(in: "project/a/b").decide() == decision("1.4", pin("project/a")))
  }

  @Test func `the walk goes up to the root`() throws {
    try test.write("home/overrides", "/\tbeta\n")
    #expect(
      try test.circumstances().decide() == decision("beta", .override(directory: "/")))
  }

  @Test func `a pin forty levels up is found`() throws {
    let deep = "project" + String(repeating: "/d", count: 40)
    try test.makeFolder(deep)
    try test.pin("project", "beta")
    #expect(try test.circumstances(in: deep).decide() == decision("beta", pin("project")))
  }

  @Test func `an argument is a selector only with a plus at its beginning`() throws {
    #expect(try test.circumstances(argument: "beta").decide() == decision("stable", .default))
    #expect(try test.circumstances(argument: "x+beta").decide() == decision("stable", .default))
  }

  @Test(arguments: ["", "none", "-x", "a/b", "stigmerup"])
  func `an invalid selector is handed over with the rule that said it`(text: String) throws {
    let cause = HandOver.Cause.invalidSelector(ByteString(text))
    #expect(throws: HandOver(cause, .plusArgument)) {
      try test.circumstances(argument: "+" + text).decide()
    }
    if !text.isEmpty {
      #expect(throws: HandOver(cause, .environment)) {
        try test.circumstances(["STIGMERUP_TOOLCHAIN": text]).decide()
      }
    }
    try test.write("home/overrides", "\(test.path("project"))\t\(text)\n")
    #expect(throws: HandOver(cause, .override(directory: test.bytes("project")))) {
      try test.circumstances().decide()
    }
  }

  @Test(arguments: [
    "garbage", "trees/", "trees/short", "linked/", "linked/..", "linked/beta", "../trees/x",
    "trees/\(TestHome.tree("a"))/", "trees/\(TestHome.tree("A"))", "/trees/\(TestHome.tree("a"))",
    "trees/\(TestHome.digest("a"))", "linked/a/b",
  ])
  func `an inherited toolchain of another form is handed over`(value: String) {
    #expect(throws: HandOver(.invalidInherited(ByteString(value)), .inherited)) {
      try test.circumstances(["STIGMERUP_INHERITED": value]).decide()
    }
  }

  @Test func `an odd pin is handed over, and its name said`() throws {
    try test.pin("project", "mine")
    #expect(throws: HandOver(.oddPin, pin("project"))) { try test.circumstances().decide() }
  }

  @Test func `a pin with something odd in its lock's place is handed over`() throws {
    try test.pin("project", "beta")
    try test.link("project/stigmer-toolchain.lock", to: "nowhere")
    let lock = test.bytes("project/stigmer-toolchain.lock")
    #expect(throws: HandOver(.oddLock(file: lock, LockProblem(.link)), pin("project"))) {
      try test.circumstances().decide()
    }
  }

  @Test func `a lock without a pin is no pin`() throws {
    try test.write("project/stigmer-toolchain.lock", "anything")
    #expect(try test.circumstances().decide() == decision("stable", .default))
  }

  @Test func `a pin that is no readable file is handed over and never waited for`() throws {
    let file = "project/stigmer-toolchain.toml"
    let expected = HandOver(.unreadable(file: test.bytes(file)), pin("project"))
    try #require(mkfifo(test.path(file), 0o644) == 0)
    #expect(throws: expected) { try test.circumstances().decide() }
    unlink(test.path(file))
    try test.makeFolder(file)
    #expect(throws: expected) { try test.circumstances().decide() }
    rmdir(test.path(file))
    try test.link(file, to: "stigmer-toolchain.toml")
    #expect(throws: expected) { try test.circumstances().decide() }
    unlink(test.path(file))
    try test.write(file, String(repeating: "#", count: 65_537))
    #expect(throws: expected) { try test.circumstances().decide() }
    // Exactly the limit is read, and says nothing.
    try test.write(file, String(repeating: "#", count: 65_536))
    #expect(throws: HandOver(.oddPin, pin("project"))) { try test.circumstances().decide() }
  }

  @Test func `odd or unreadable overrides are handed over`() throws {
    let file = test.bytes("home/overrides")
    try test.write("home/overrides", "nonsense\n")
    #expect(throws: HandOver(.oddOverrides(file: file), nil)) { try test.circumstances().decide() }
    unlink(test.path("home/overrides"))
    try test.makeFolder("home/overrides")
    #expect(throws: HandOver(.unreadable(file: file), nil)) { try test.circumstances().decide() }
    // Earlier rules do not look at them.
    #expect(try test.circumstances(argument: "+beta").decide() == decision("beta", .plusArgument))
  }

  @Test(arguments: [
    ("channels/beta", "beta"), ("toolchains/1.4.2", "1.4.2"), ("toolchains/mine", "mine"),
    ("select/1.4", "1.4"), ("select/latest", "latest"), ("select/dev@a1b2c3d", "dev@a1b2c3d"),
  ])
  func `the default link says what it selects`(target: String, selector: String) throws {
    try test.link("home/default", to: target)
    #expect(try test.circumstances().decide() == decision(selector, .default))
  }

  @Test(arguments: [
    "channels/other", "channels/../x", "toolchains/beta", "toolchains/1.4", "toolchains/a/b",
    "mine", "../channels/beta", "/channels/beta", "select/", "select/none", "channels/beta/",
  ])
  func `a default link of another form is handed over`(target: String) throws {
    try test.link("home/default", to: target)
    #expect(throws: HandOver(.oddLink("default"), .default)) { try test.circumstances().decide() }
  }

  @Test func `no default, or one that is no link, is handed over`() throws {
    unlink(test.path("home/default"))
    #expect(throws: HandOver(.noDefault, .default)) { try test.circumstances().decide() }
    try test.write("home/default", "beta")
    #expect(throws: HandOver(.oddLink("default"), .default)) { try test.circumstances().decide() }
  }

  @Test func `a working directory must be absolute`() {
    let circumstances = Circumstances(
      home: test.home, program: "stigmer", firstArgument: nil, workingDirectory: .path("project"),
      variable: { _ in nil })
    #expect(throws: HandOver(.noWorkingDirectory, nil)) { try circumstances.decide() }
  }

  @Test(arguments: [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("999999", 999_999), ("1000000", 0)])
  func `the depth is a small number`(text: String, expected: Int) {
    #expect(test.circumstances(["STIGMERUP_RECURSION_COUNT": text]).depth == expected)
  }

  @Test func `each rule names itself and its source`() {
    let told = [
      Reason.plusArgument, .environment, .inherited, .override(directory: "/a"), .pin(file: "/p"),
      .default,
    ].map { "\($0.name): \($0.source(in: test.home))" }
    #expect(
      told == [
        "argument: first argument", "environment: STIGMERUP_TOOLCHAIN",
        "inherited: STIGMERUP_INHERITED", "override: \(test.path("home/overrides"))", "pin: /p",
        "default: \(test.path("home/default"))",
      ])
  }

  private func decision(_ text: String, _ reason: Reason) throws -> Decision {
    Decision(
      choice: .selector(try #require(ToolchainSelector(ByteString(text)))), reason: reason)
  }

  private func inherited(_ place: String) throws -> Decision {
    let place = try #require(ToolchainPlace(relativePath: ByteString(place)))
    return Decision(choice: .toolchain(place), reason: .inherited)
  }

  private func pin(_ folder: String) -> Reason {
    .pin(file: test.bytes("\(folder)/stigmer-toolchain.toml"))
  }
}
