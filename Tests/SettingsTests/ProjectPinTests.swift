import Model
import Settings
import Testing

@Suite struct ProjectPinTests {
  private func parse(_ text: String) throws -> ProjectPin {
    try ProjectPin(parsing: Array(text.utf8), path: "/p/stigmer-toolchain.toml")
  }

  @Test func `a whole pin is read`() throws {
    let pin = try parse(
      """
      # what we run
      [toolchain]
      channel = "1.4"
      components = ["stigmer", "agent-runner"]
      profile = "complete"
      """)
    #expect(pin.selector == "1.4")
    #expect(pin.components == [.stigmer, .agentRunner])
    #expect(pin.profile == .complete)
  }

  @Test func `a channel is enough`() throws {
    let pin = try parse("[toolchain]\nchannel = \"beta\"")
    #expect(pin.selector == "beta")
    #expect(pin.components == [])
    #expect(pin.profile == nil)
  }

  @Test(arguments: [
    "path", "url", "linked", "repository", "mirror", "root", "name", "Channel", "version",
    "profiles", "",
  ])
  func `a pin may say nothing else, and the error says what it may`(key: String) throws {
    let error = #expect(throws: FormatError.self) {
      try parse("[toolchain]\nchannel = \"beta\"\n\"\(key)\" = \"x\"\n")
    }
    #expect(error?.path == "toolchain.\(key)")
    #expect(error?.problem == "is not something a pin may say")
    #expect(error?.hint?.contains("[toolchain] with channel, components and profile") == true)
  }

  @Test(arguments: [
    "path = \"/x\"", "[repository]\nurl = \"x\"", "[[toolchains]]\nchannel = \"a\"",
  ])
  func `nor beside its table`(addition: String) throws {
    let error = #expect(throws: FormatError.self) {
      try parse("\(addition)\n[toolchain]\nchannel = \"beta\"\n")
    }
    #expect(error?.problem == "is not something a pin may say")
  }

  @Test(arguments: [
    ("", "'toolchain' is missing"),
    ("[toolchain]", "'channel' is missing"),
    ("toolchain = 1", "should be an object"),
    ("[[toolchain]]\nchannel = \"beta\"", "should be an object"),
    ("[toolchain]\nchannel = 1", "should be a string"),
    ("[toolchain]\nchannel = \"beta\"\ncomponents = \"stigmer\"", "should be an array"),
    ("[toolchain]\nchannel = \"beta\"\ncomponents = [1]", "should be a string"),
    ("[toolchain]\nchannel = \"beta\"\ncomponents = [\"../x\"]", "should be a component's name"),
    (
      "[toolchain]\nchannel = \"beta\"\nprofile = \"huge\"",
      "should be minimal, standard or complete"
    ),
  ])
  func `a malformed pin is refused with the reason`(text: String, problem: String) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.document == "'/p/stigmer-toolchain.toml'")
    #expect(error?.problem == problem)
  }

  @Test func `more components than there can be are refused`() throws {
    let names = (0..<101).map { "\"c\($0)\"" }.joined(separator: ", ")
    #expect(throws: FormatError.self) {
      try parse("[toolchain]\nchannel = \"beta\"\ncomponents = [\(names)]")
    }
  }

  @Test func `a new pin is a small file`() throws {
    let text = ProjectPin.text(pinning: "1.4", in: nil)
    #expect(text == "[toolchain]\nchannel = \"1.4\"\n")
    #expect(try parse(text).selector == "1.4")
  }

  @Test(arguments: ["\n", "\r\n"])
  func `pinning again changes the channel alone`(end: String) throws {
    let lines = [
      "# why", "[toolchain] # t", "components = [ \"stigmer\", # a", " 'agent-runner' ]",
      "channel = 'stable' # c", "profile = \"minimal\"", "",
    ]
    let before = lines.joined(separator: end)
    let after = ProjectPin.text(pinning: "beta", in: before)
    #expect(after == before.replacing("'stable'", with: "\"beta\""))
    #expect(try parse(after).selector == "beta")
    #expect(try parse(after).components == parse(before).components)
  }
}
