import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct StigmerupPinTests {
  let home: StigmerupHome
  private let file = "user/project/stigmer-toolchain.toml"

  init() throws { home = try StigmerupHome.usual() }

  @Test func `pin writes a file, and says what it says`() throws {
    let run = try home.stigmerup("pin", "1.4")
    #expect(run.output == "~/project/stigmer-toolchain.toml says \"1.4\" now\n")
    #expect(run.errors == "" && run.status == 0)
    #expect(try home.scratch.read(file) == "[toolchain]\nchannel = \"1.4\"\n")
  }

  @Test func `pin changes one value, and keeps comments, order and permissions`() throws {
    try home.scratch.write(
      file, "# ours\n[toolchain] # table\nprofile = \"minimal\"\nchannel = 'beta' # why\n",
      mode: 0o600)
    let run = try home.stigmerup("pin", "v1.4.2")
    #expect(run.output == "~/project/stigmer-toolchain.toml says \"1.4.2\" now (was \"beta\")\n")
    #expect(
      try home.scratch.read(file)
        == "# ours\n[toolchain] # table\nprofile = \"minimal\"\nchannel = \"1.4.2\" # why\n")
    #expect(
      try Directory(home.project).status("stigmer-toolchain.toml")?.mode == 0o600)
  }

  @Test func `pin says when there is nothing to change`() throws {
    try home.scratch.write(file, "[toolchain]\nchannel = 'beta'\n")
    let run = try home.stigmerup("pin", "beta")
    #expect(run.output == "~/project/stigmer-toolchain.toml says \"beta\" already\n")
    #expect(try home.scratch.read(file) == "[toolchain]\nchannel = 'beta'\n")
  }

  @Test func `pin alone prints the pin that holds, and where`() throws {
    try home.scratch.write(file, "[toolchain]\nchannel = '1.4'\n")
    let below = try home.scratch.folder("user/project/a/b")
    let run = try home.stigmerup("pin", in: below)
    #expect(run.output == "1.4   ~/project/stigmer-toolchain.toml\n" && run.status == 0)
  }

  @Test func `pin alone without one says so`() throws {
    let run = try home.stigmerup("pin")
    #expect(
      run.errors == """
        error: no pin holds in '\(home.project)'
        hint: to make one: stigmerup pin stable

        """)
    #expect(run.output == "" && run.status == 1)
  }

  @Test func `a linked name is refused, with the way that works`() throws {
    let build = try home.scratch.write("build/stigmer", "#!/bin/sh\n", mode: 0o755)
    #expect(
      try home.stigmerup("link", "mine", build.removingLastComponent().string).status == 0)
    let run = try home.stigmerup("pin", "mine")
    #expect(
      run.errors == """
        error: 'mine' is a build on this machine, and a pin may name only a channel or a version
        hint: for this folder on this machine: stigmerup override set 'mine'

        """)
    #expect(run.status == 2)
    #expect(try home.scratch.read(file) == nil)
  }

  @Test(arguments: ["stabel", "1.4.2.3", "a/b", "", "-"])
  func `garbage is refused, and nothing is written`(text: String) throws {
    let run = try home.stigmerup("pin", text)
    #expect(run.errors.hasPrefix("error: '\(text)' names no channel, version or linked build\n"))
    #expect(run.status == 2)
    #expect(try home.scratch.read(file) == nil)
  }

  static let malformed: [(String, String)] = [
    ("[toolchain]\nchannel = \n", " cannot be used: line 2: "),
    ("[toolchain]\n", " cannot be used: 'toolchain' 'channel' is missing\n"),
    ("[toolchain]\nchannel = 3\n", " cannot be used: 'toolchain.channel' should be a string\n"),
    (
      "[toolchain]\nchannel = 'beta'\npath = '/tmp/x'\n",
      " cannot be used: 'toolchain.path' is not something a pin may say\nhint: a pin has a table "
    ),
    ("\u{0}", " cannot be used: it holds a NUL byte\n"),
  ]

  @Test(arguments: malformed)
  func `a malformed pin is named with what is wrong, by every command that reads it`(
    text: String, problem: String
  ) throws {
    try home.scratch.write(file, text)
    for arguments in [["pin", "1.4"], ["pin"], ["show"], ["which", "stigmer"]] {
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
        in: home.project)
      let path = home.project.appending("stigmer-toolchain.toml")
      #expect(run.errors.hasPrefix("error: '\(path)'\(problem)"), "\(arguments): \(run.errors)")
      #expect(run.output == "" && run.status == 1, "\(arguments)")
    }
    #expect(try home.scratch.read(file) == text)
  }

  @Test func `a pin with a name of another machine gets that said`() throws {
    try home.scratch.write(file, "[toolchain]\nchannel = 'mine'\n")
    let run = try home.stigmerup("which", "stigmer")
    let path = home.project.appending("stigmer-toolchain.toml")
    #expect(
      run.errors == """
        error: '\(path)' asks for 'mine', and a pin may name only a channel or a version
        hint: for a build on this machine: stigmerup override set 'mine'

        """)
    #expect(run.status == 1)
  }
}
