import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Components come and stay; nothing is downloaded twice.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupComponentTests {
  private let repository: StigmerupRepository

  /// 1.0.0 in stable, with a runner that is a folder and a tool that only the whole profile brings.
  init() throws {
    repository = try StigmerupRepository()
    try publish("1.0.0")
    try repository.initialize("--no-install")
  }

  private func publish(
    _ version: String, _ components: [String] = ["stigmer", "agent-runner", "tool"]
  ) throws {
    let folders = components.contains("agent-runner") ? ["agent-runner"] : []
    try repository.publish(
      version, to: "stable", components: components,
      folders: Dictionary(
        uniqueKeysWithValues: try folders.map { ($0, try repository.runnerFolder()) }))
  }

  private func components(of version: String = "1.0.0") throws -> [String] {
    try repository.person.scratch.folder("home/toolchains")
    return try Directory(repository.person.home).openDirectory("toolchains/\(version)/components")
      .names()
  }

  private func inode(_ path: String) throws -> UInt64? {
    try Directory(repository.person.home).status(path, followingLinks: true)?.inode
  }

  // MARK: adding

  @Test func `a component is added to what is here, and only it is downloaded`() throws {
    #expect(try repository.stigmerup("install", "stable", "--profile", "minimal").status == 0)
    let program = "toolchains/1.0.0/components/stigmer/stigmer"
    let before = try inode(program)
    // Whoever asks for it again fails.
    try repository.forget(try repository.artifact("stigmer", of: "1.0.0"))
    let run = try repository.stigmerup("install", "stable", "--component", "agent-runner")
    #expect(run.output == "installed 1.0.0 (agent-runner, stigmer)\n", "\(run.errors)")
    #expect(run.status == 0)
    #expect(try inode(program) == before)
    let more = try repository.stigmerup("install", "1.0.0", "--component", "tool")
    #expect(more.output == "installed 1.0.0 (agent-runner, stigmer, tool)\n", "\(more.errors)")
    #expect(try repository.stigmerup("verify", "1.0.0").status == 0)
    #expect(try repository.stigmer("+stable", "x").output == "stigmer 1.0.0: x\n")
  }

  @Test func `a profile and a component take nothing away`() throws {
    #expect(try repository.stigmerup("install", "stable", "--profile", "complete").status == 0)
    for arguments in [["--profile", "minimal"], ["--component", "stigmer"], []] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), ["install", "stable"] + arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(run.output == "1.0.0 is installed already\n" && run.errors == "")
    }
    #expect(try components() == ["agent-runner", "stigmer", "tool"])
  }

  @Test func `what is here with a smaller profile stays small until more is asked for`() throws {
    #expect(try repository.stigmerup("install", "stable", "--profile", "minimal").status == 0)
    #expect(
      try repository.stigmerup("install", "stable").output == "1.0.0 is installed already\n")
    try publish("1.1.0")
    #expect(try repository.stigmerup("update").status == 0)
    #expect(try components(of: "1.1.0") == ["stigmer"])
    let whole = try repository.stigmerup("install", "stable", "--profile", "complete")
    #expect(whole.output == "installed 1.1.0 (agent-runner, stigmer, tool)\n")
  }

  @Test func `a damaged file is not reused, its component is fetched again`() throws {
    #expect(try repository.stigmerup("install", "stable", "--profile", "standard").status == 0)
    try repository.person.scratch.write(
      "home/toolchains/1.0.0/components/agent-runner/_internal/base.so",
      String(repeating: "x", count: 5000))
    try repository.forget(try repository.artifact("stigmer", of: "1.0.0"))
    let run = try repository.stigmerup("install", "stable", "--component", "tool")
    #expect(run.output == "installed 1.0.0 (agent-runner, stigmer, tool)\n", "\(run.errors)")
    #expect(try repository.stigmerup("verify", "1.0.0").status == 0)
    let content = try repository.person.scratch.read(
      "home/toolchains/1.0.0/components/agent-runner/_internal/base.so")
    #expect(content == String(repeating: "b", count: 5000))
  }

  @Test func `offline, components that are here are enough, and a missing one is named`() throws {
    #expect(try repository.stigmerup("install", "stable", "--profile", "minimal").status == 0)
    let before = try repository.state()
    let run = try repository.stigmerup("--offline", "install", "stable", "--component", "tool")
    #expect(run.errors.contains("--offline forbids to fetch it\n") && run.status == 1)
    #expect(try repository.state() == before)
    #expect(
      try repository.stigmerup("--offline", "install", "stable").output
        == "1.0.0 is installed already\n")
  }

  // MARK: from one release to the next

  @Test func `an unchanged component is taken from the release before`() throws {
    #expect(try repository.stigmerup("install", "stable").status == 0)
    let file = "components/agent-runner/_internal/base.so"
    try publish("1.1.0")
    try repository.forget(try repository.artifact("agent-runner", of: "1.0.0"))
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.0.0 -> 1.1.0\n" && update.status == 0, "\(update.errors)")
    #expect(try inode("toolchains/1.0.0/\(file)") == inode("toolchains/1.1.0/\(file)"))
    #expect(try repository.stigmerup("verify", "--all").status == 0)
    #expect(try repository.stigmerup("uninstall", "1.0.0").status == 0)
    #expect(try repository.stigmerup("verify", "1.1.0").status == 0)
  }

  @Test func `an update keeps what was added`() throws {
    #expect(try repository.stigmerup("install", "stable", "--component", "tool").status == 0)
    try publish("1.1.0", ["stigmer", "agent-runner", "tool", "other"])
    #expect(try repository.stigmerup("update").status == 0)
    #expect(try components(of: "1.1.0").contains("tool"))
  }

  @Test func `an update says which component the new release lacks`() throws {
    #expect(try repository.stigmerup("install", "stable", "--component", "tool").status == 0)
    try publish("1.1.0", ["stigmer", "agent-runner"])
    let update = try repository.stigmerup("update", "-q")
    #expect(
      update.errors
        == "warning: 1.1.0 has no component 'tool', which the release before it has here\n")
    #expect(update.output == "stable   1.0.0 -> 1.1.0\n" && update.status == 0)
    #expect(try components(of: "1.1.0") == ["agent-runner", "stigmer"])
  }

  @Test(
    .enabled(if: StigmerupRun.hasTerminal, "needs script(1)"), arguments: ["n\n", "y\n", "\n"])
  func `at a terminal an update asks before a component goes`(answer: String) throws {
    #expect(try repository.stigmerup("install", "stable", "--component", "tool").status == 0)
    try publish("1.1.0", ["stigmer", "agent-runner"])
    let run = try StigmerupRun.atTerminal(
      repository.person.home.appending("bin/stigmerup"), "update --no-self-update",
      answer: answer, environment: repository.person.environment, in: repository.person.project)
    #expect(run.output.contains("warning: 1.1.0 has no component 'tool'"))
    #expect(run.output.contains("Go on without? [Y/n] "))
    let isDeclined = answer == "n\n"
    #expect(run.output.contains("stable stays as it is") == isDeclined)
    #expect(
      try repository.stigmer("+stable", "x").output
        == "stigmer \(isDeclined ? "1.0.0" : "1.1.0"): x\n")
  }
}
