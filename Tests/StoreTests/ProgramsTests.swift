import Host
import Model
import Store
import TestSupport
import Testing

@Suite struct ProgramsTests {
  let sample: SampleHome

  init() throws { sample = try SampleHome() }

  private func links() throws -> [String: String?] {
    let bin = try sample.home.root.openDirectory("bin")
    var links: [String: String?] = [:]
    for name in try bin.names() {
      links[name] = try bin.status(name)?.kind == .link ? try bin.readLink(name) : .some(nil)
    }
    return links
  }

  @Test func `every program of any toolchain has a shim, and the manager its link`() throws {
    try sample.install("1.0.0", components: [.stigmer])
    try sample.install("1.1.0", components: [.agentRunner, .stigmer])
    try sample.link("mine", programs: ["extra": "/bin/true", "stigmerup": "/bin/true"])
    #expect(try sample.writer().refreshPrograms() == [])
    let shim = "../self/current/stigmer-shim"
    #expect(
      try links() == [
        "stigmer": shim, "agent-runner": shim, "extra": shim,
        "stigmerup": "../self/current/stigmerup",
      ])
  }

  @Test func `shims that no toolchain needs any more go`() throws {
    try sample.install("1.0.0", components: [.agentRunner, .stigmer])
    try sample.writer().refreshPrograms()
    try sample.writer().removeToolchain(#require(try sample.home.toolchain(named: "1.0.0")))
    try sample.writer().refreshPrograms()
    #expect(
      try links() == [
        "stigmerup": "../self/current/stigmerup", "stigmer": "../self/current/stigmer-shim",
      ])
  }

  @Test func `links of ours that point elsewhere in self are mended`() throws {
    try sample.install("1.0.0")
    let bin = try sample.home.root.makingDirectory("bin")
    try bin.createLink("stigmer", to: "../self/0.9.0/stigmer-shim")
    try bin.createLink("stigmerup", to: "../self/0.9.0/stigmerup")
    #expect(try sample.writer().refreshPrograms() == [])
    #expect(try bin.readLink("stigmer") == "../self/current/stigmer-shim")
    #expect(try bin.readLink("stigmerup") == "../self/current/stigmerup")
  }

  @Test func `what is not ours stays, whatever its name, and is told`() throws {
    try sample.install("1.0.0", components: [.agentRunner, .stigmer])
    let bin = try sample.home.root.makingDirectory("bin")
    try bin.writeFile("stigmer", Array("somebody's".utf8), mode: 0o755)
    try bin.createDirectory("agent-runner")
    try bin.createLink("tool", to: "/usr/bin/true")
    try bin.writeFile("note", [])
    #expect(try sample.writer().refreshPrograms() == ["agent-runner", "stigmer"])
    #expect(
      try bin.names() == ["agent-runner", "note", "stigmer", "stigmerup", "tool"])
    #expect(try bin.readFile("stigmer", limit: 100) == Array("somebody's".utf8))
    #expect(try bin.readLink("tool") == "/usr/bin/true")
    #expect(try bin.status("agent-runner")?.kind == .directory)
  }
}
