import CPosix
import Testing

@testable import Selection

/// From a toolchain to the file to execute and the environment to give it.
@Suite struct LaunchTests {
  private let test: TestHome
  private let tree = TestHome.tree("a")

  init() throws {
    test = try TestHome()
    try test.install("1.0.0", "a")
    try test.follow("stable", at: "1.0.0")
    try test.link("home/default", to: "channels/stable")
  }

  @Test func `the program is the real file in the tree`() throws {
    let launch = try test.circumstances().launch()
    #expect(launch.executable == real("stigmer"))
    #expect(launch.runner == real("agent-runner"))
    #expect(try test.circumstances(program: "agent-runner").launch().executable == launch.runner)
  }

  @Test func `a program that the toolchain lacks is handed over`() throws {
    #expect(throws: HandOver(.noExecutable("other"), .default)) {
      try test.circumstances(program: "other").launch()
    }
    let gone = ["STIGMERUP_INHERITED": "trees/\(TestHome.tree("f"))"]
    #expect(throws: HandOver(.noExecutable("stigmer"), .inherited)) {
      try test.circumstances(gone).launch()
    }
  }

  @Test(arguments: ["", ".", "..", "../stigmer", "a/b"])
  func `a program's name stays in its folder`(program: String) throws {
    let place = ToolchainPlace.tree(id: ByteString(tree))
    #expect(try test.home.executable(ByteString(program), of: place) == nil)
  }

  @Test(arguments: [
    "../components/../../../evil", "../components/stigmer/../x", "../components/stigmer",
    "../components//stigmer", "../components/stigmer/", "../components/./stigmer", "/bin/sh",
    "../components/", "components/stigmer/stigmer", "../../components/stigmer/stigmer",
    "../components/..", "../components/../x",
  ])
  func `an executable's link of another form is handed over`(target: String) throws {
    try test.link("home/trees/\(tree)/bin/stigmer", to: target)
    let link = ByteString("trees/\(tree)/bin/stigmer")
    #expect(throws: HandOver(.oddLink(link), .default)) { try test.circumstances().launch() }
  }

  @Test func `an odd runner is handed over, a missing one is not`() throws {
    let link = "trees/\(tree)/bin/agent-runner"
    try test.link("home/\(link)", to: "/bin/sh")
    #expect(throws: HandOver(.oddLink(ByteString(link)), .default)) {
      try test.circumstances().launch()
    }
    unlink(test.path("home/\(link)"))
    #expect(try test.circumstances().launch().runner == nil)
  }

  @Test func `a linked build runs where it lies`() throws {
    try test.linkBuild(
      "mine",
      programs: [
        ("stigmer", "/build/../out/stigmer"), ("bad", "out/bad"),
      ])
    let launch = try test.circumstances(argument: "+mine").launch()
    #expect(launch.executable == "/build/../out/stigmer")
    #expect(launch.runner == nil)
    #expect(throws: HandOver(.oddLink("linked/mine/bin/bad"), .plusArgument)) {
      try test.circumstances(program: "bad", argument: "+mine").launch()
    }
  }

  @Test func `the child learns its toolchain, its runner and its depth`() throws {
    let circumstances = test.circumstances(["STIGMERUP_RECURSION_COUNT": "9"])
    let changes = circumstances.changes(for: try circumstances.launch())
    #expect(
      changes == [
        VariableChange(name: "STIGMERUP_INHERITED", value: ByteString("trees/\(tree)")),
        VariableChange(name: "STIGMERUP_RECURSION_COUNT", value: "10"),
        VariableChange(name: "STIGMERUP_HANDED_OVER", value: nil),
        VariableChange(name: "STIGMER_AGENT_RUNNER_BIN", value: real("agent-runner")),
      ])
  }

  @Test func `without a runner, only one of this home is taken away`() throws {
    try test.install("2.0.0", "b", programs: ["stigmer"])
    try test.sign("stable", "2.0.0", "b")
    try test.linkBuild("mine", programs: [("agent-runner", "/build/agent-runner")])
    let stale = real("agent-runner").description
    #expect(try runnerChange(["STIGMER_AGENT_RUNNER_BIN": stale]) == .removed)
    #expect(try runnerChange(["STIGMER_AGENT_RUNNER_BIN": "/opt/agent-runner"]) == .kept)
    #expect(try runnerChange([:]) == .kept)
    let linked = [
      "STIGMER_AGENT_RUNNER_BIN": "/build/agent-runner", "STIGMERUP_INHERITED": "linked/mine",
    ]
    #expect(try runnerChange(linked) == .removed)
    let chosen = [
      "STIGMER_AGENT_RUNNER_BIN": "/opt/agent-runner", "STIGMERUP_INHERITED": "linked/mine",
    ]
    #expect(try runnerChange(chosen) == .kept)
    // Set by a person who also sits in a tree's child.
    let other = [
      "STIGMER_AGENT_RUNNER_BIN": "/build/agent-runner", "STIGMERUP_INHERITED": "trees/\(tree)",
    ]
    #expect(try runnerChange(other) == .kept)
  }

  @Test func `a home is found by where its program lies`() throws {
    #expect(Home(ofProgramAt: "/h/self/1.0.0/stigmer-shim")?.root == "/h")
    #expect(Home(ofProgramAt: "/self/1.0.0/stigmer-shim")?.root == "/")
    for path: ByteString in ["/usr/bin/stigmer-shim", "/self/stigmer-shim", "x", "/", "self/1/x"] {
      #expect(Home(ofProgramAt: path) == nil)
    }
    #expect(Home("/h//")?.root == "/h")
    #expect(Home("/")?.path("default") == "/default")
    #expect(Home("h") == nil)
    #expect(Home("") == nil)
  }

  @Test func `a tree's stamp is renewed, and a missing one does no harm`() throws {
    let file = test.path("home/used/\(tree)")
    try #require(utimes(file, [timeval(), timeval()]) == 0)
    test.home.stamp(.tree(id: ByteString(tree)))
    var status = stat()
    try #require(stat(file, &status) == 0)
    #expect(status.st_mtim.tv_sec > 0)
    test.home.stamp(.tree(id: ByteString(TestHome.tree("f"))))
    #expect(stat(test.path("home/used/\(TestHome.tree("f"))"), &status) != 0)
  }

  private enum RunnerChange {
    case removed, kept
  }

  private func runnerChange(_ variables: [String: String]) throws -> RunnerChange {
    let circumstances = test.circumstances(argument: "+2.0.0", variables)
    let changes = circumstances.changes(for: try circumstances.launch())
    let change = changes.first { $0.name == "STIGMER_AGENT_RUNNER_BIN" }
    #expect(change?.value == nil)
    return change == nil ? .kept : .removed
  }

  private func real(_ program: String) -> ByteString {
    test.bytes("home/trees/\(tree)/components/\(program)/real/\(program)")
  }
}
