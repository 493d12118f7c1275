import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publisher

@Suite struct ReleaseAdditionTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  private var folder: TemporaryFolder { published.folder }

  private func addition(
    _ version: String, _ components: [(String, String)], platform: String = "linux-amd64"
  ) throws -> ReleaseAddition {
    var addition = ReleaseAddition(
      version: try SampleHome.parsed(version), platform: try #require(Platform(platform)),
      components: try components.map {
        (try #require(ComponentName($0.0)), FilePath($0.1))
      })
    addition.compressionLevel = 1
    return addition
  }

  private func program(_ name: String, _ text: String = "exit 0") throws -> String {
    try folder.write("programs/\(RandomName.make())/\(name)", "#!/bin/sh\n\(text)\n", mode: 0o755)
  }

  private func run(_ addition: ReleaseAddition) throws -> ReleaseAddition.Outcome {
    try addition.run(in: published.repository, try published.writer())
  }

  private func draft(_ version: String) throws -> Manifest? {
    try Drafts(published.repository).draft(of: try SampleHome.parsed(version), .stigmer)
  }

  @Test func `platforms and components come together in one draft`() throws {
    let stigmer = try program("stigmer")
    _ = try run(try addition("2.0.0", [("stigmer", stigmer)]))
    _ = try run(try addition("2.0.0", [("agent-runner", try program("agent-runner"))]))
    _ = try run(try addition("2.0.0", [("stigmer", stigmer)], platform: "darwin-arm64"))
    let draft = try #require(try draft("2.0.0"))
    #expect(draft.platforms.map(\.description) == ["darwin-arm64", "linux-amd64"])
    #expect(draft.components[.stigmer]?.artifacts.count == 2)
    #expect(draft.components[.agentRunner]?.artifacts.count == 1)
    #expect(draft.components[.stigmer]?.profile == .minimal)
    #expect(draft.components[.agentRunner]?.profile == .standard)
  }

  @Test func `the same input gives the same bytes, in another repository and at another time`()
    throws
  {
    let other = try PublishedRepository()
    try folder.write("app/bin/agent-runner", "#!/bin/sh\n", mode: 0o755)
    try folder.write("app/data/b", "b")
    try folder.write("app/data/a", "a")
    let addition = try addition(
      "2.0.0", [("agent-runner", folder.path("app")), ("stigmer", try program("stigmer"))])
    let first = try run(addition).draft
    try folder.directory.openDirectory("app/data").touch("a")
    let second = try addition.run(in: other.repository, try other.writer()).draft
    #expect(first.bytes == second.bytes)
  }

  @Test func `the same again is unchanged, and other bytes replace`() throws {
    let path = try program("stigmer")
    #expect(try !run(try addition("2.0.0", [("stigmer", path)])).isUnchanged)
    #expect(try run(try addition("2.0.0", [("stigmer", path)])).isUnchanged)
    let outcome = try run(try addition("2.0.0", [("stigmer", try program("stigmer", "exit 1"))]))
    #expect(!outcome.isUnchanged)
    #expect(outcome.added.map(\.isReplacement) == [true])
  }

  @Test func `what is said of the release stays until it is said anew`() throws {
    var first = try addition("2.0.0", [("stigmer", try program("stigmer"))])
    first.commit = "a1b2c3d"
    first.notesURL = "https://example.org/2"
    first.stateVersion = 3
    first.smokeTests = [["stigmer"]]
    _ = try run(first)
    var second = try addition("2.0.0", [("agent-runner", try program("agent-runner"))])
    second.commit = "e5f6a7b"
    let draft = try run(second).draft
    #expect(draft.commit == "e5f6a7b")
    #expect(draft.notesURL == "https://example.org/2")
    #expect(draft.stateVersion == 3)
    #expect(draft.smokeTests == [["stigmer"]])
    #expect(draft.date == nil)
  }

  // MARK: smoke tests

  @Test(.enabled(if: Machine.platform == PublishedRepository.platform))
  func `a smoke test runs in an empty home before anything is packed`() throws {
    var good = try addition(
      "2.0.0",
      [
        (
          "stigmer",
          try program(
            "stigmer",
            "[ -z \"$(ls -A \"$HOME\")\" ] && [ \"$1 $2\" = 'a b' ] && [ \"$PWD\" = \"$HOME\" ]")
        )
      ])
    good.smokeTests = [["stigmer", "a", "b"]]
    #expect(try run(good).smokeTestsRun == 1)
    var bad = try addition("3.0.0", [("stigmer", try program("stigmer", "echo broken; exit 7"))])
    bad.smokeTests = [["stigmer"]]
    let objects = try published.repository.root.openDirectory("objects").names()
    #expect(
      throws: ReleaseSmokeTestError(
        cause: .failed(
          subject: "3.0.0", command: "stigmer", ending: .exited(status: 7), output: "broken\n"))
    ) { try run(bad) }
    #expect(try published.repository.root.openDirectory("objects").names() == objects)
    #expect(try draft("3.0.0") == nil)
    #expect(try published.repository.root.openDirectory(".staging").names() == [])
  }

  @Test func `a smoke test of another platform does not run here`() throws {
    var foreign = try addition(
      "2.0.0", [("stigmer", try program("stigmer", "exit 7"))], platform: "darwin-arm64")
    foreign.smokeTests = [["stigmer"]]
    #expect(try run(foreign).smokeTestsRun == 0)
    #expect(try draft("2.0.0")?.smokeTests == [["stigmer"]])
  }

  @Test func `a smoke test that begins with no program of the release is refused`() throws {
    var addition = try addition("2.0.0", [("stigmer", try program("stigmer"))])
    addition.smokeTests = [["ls", "/"]]
    #expect(throws: DraftError.smokeTestNamesNoProgram("ls /", programs: ["stigmer"])) {
      try run(addition)
    }
    #expect(try draft("2.0.0") == nil)
  }

  // MARK: what the machine must have

  @Test(.enabled(if: Machine.platform == PublishedRepository.platform))
  func `what programs need of glibc is read from them`() throws {
    let own = try addition("2.0.0", [("stigmer", "/bin/ls")])
    let artifact = try #require(try run(own).added.first?.artifact)
    let glibc = try #require(artifact.requirements.glibc)
    #expect(try glibc > #require(SystemVersion("2.2")))
    #expect(try glibc <= #require(Machine.glibc))
    var given = own
    given.requirements.glibc = SystemVersion("2.99")
    #expect(try run(given).added.first?.artifact.requirements.glibc == SystemVersion("2.99"))
    let script = try addition("2.1.0", [("stigmer", try program("stigmer"))])
    #expect(try run(script).added.first?.artifact.requirements.glibc == nil)
  }

  @Test(.enabled(if: Machine.platform == PublishedRepository.platform))
  func `a program for another processor is refused`() throws {
    #expect(
      throws: DraftError.wrongMachine(
        .stigmer, path: "/bin/ls", found: "amd64",
        platform: Platform(system: .linux, architecture: .arm64))
    ) { try run(try addition("2.0.0", [("stigmer", "/bin/ls")], platform: "linux-arm64")) }
  }

  // MARK: what is refused

  @Test func `a path that is not there is named with its component`() throws {
    #expect(throws: DraftError.noFile(.stigmer, path: folder.path("nope"))) {
      try run(try addition("2.0.0", [("stigmer", folder.path("nope"))]))
    }
  }

  @Test func `a folder without programs is refused, and nothing is left of it`() throws {
    try folder.write("empty/readme", "x")
    let objects = try published.repository.root.openDirectory("objects").names()
    #expect(throws: (any Error).self) {
      try run(try addition("2.0.0", [("stigmer", folder.path("empty"))]))
    }
    #expect(try draft("2.0.0") == nil)
    #expect(try published.repository.root.openDirectory("objects").names() == objects)
  }

  @Test func `two components with one program are refused`() throws {
    for name in ["one", "two"] {
      try folder.write("\(name)/bin/tool", "#!/bin/sh\n", mode: 0o755)
    }
    #expect(throws: FormatError.self) {
      try run(try addition("2.0.0", [("one", folder.path("one")), ("two", folder.path("two"))]))
    }
    #expect(try draft("2.0.0") == nil)
  }

  @Test func `a release of stigmerup stands alone`() throws {
    let path = try program("stigmerup", "echo stigmerup 1.0.0")
    #expect(throws: DraftError.mixedComponents) {
      try run(try addition("2.0.0", [("stigmerup", path), ("stigmer", try program("stigmer"))]))
    }
    let outcome = try run(try addition("1.0.0", [("stigmerup", path)]))
    #expect(outcome.draft.product == .stigmerup)
  }

  @Test func `a draft that cannot be read is named`() throws {
    _ = try run(try addition("2.0.0", [("stigmer", try program("stigmer"))]))
    let path = ".drafts/stigmer/2.0.0.json"
    try published.overwrite(path) { $0.removeLast(20) }
    #expect {
      try run(try addition("2.0.0", [("stigmer", try program("stigmer"))]))
    } throws: { error in
      guard case .unusable(let found, _)? = error as? DraftError else { return false }
      return found == published.path.appending(path).string
    }
  }

  @Test(.enabled(if: Machine.platform == PublishedRepository.platform))
  func `a stigmerup that says another version is refused`() throws {
    for answer in ["stigmerup 0.9.0", "usage"] {
      let path = try program("stigmerup", "echo \(answer)")
      #expect(
        throws: DraftError.otherManager(
          path: path, answer: answer, version: try SampleHome.parsed("1.0.0"))
      ) { try run(try addition("1.0.0", [("stigmerup", path)])) }
    }
    try folder.write("manager/other", "#!/bin/sh\n", mode: 0o755)
    #expect(throws: DraftError.noManager(path: folder.path("manager"))) {
      try run(try addition("1.0.0", [("stigmerup", folder.path("manager"))]))
    }
  }

  @Test(arguments: [
    ("darwin-arm64", [0x7F, 0x45, 0x4C, 0x46], ProgramFormat.elf),
    ("linux-amd64", [0xCF, 0xFA, 0xED, 0xFE], .machO), ("darwin-amd64", [1, 2, 3, 4], .other),
    ("linux-arm64", [], .other),
  ])
  func `a program of another system is refused, with its file and platform`(
    platform: String, bytes: [UInt8], format: ProgramFormat
  ) throws {
    let path = try program("bin/stigmer")
    try Directory(FilePath(path).removingLastComponent())
      .writeProgram("other", bytes)
    let folder = FilePath(path).removingLastComponent().removingLastComponent()
    let refusal = DraftError.wrongFormat(
      path: folder.appending("bin/other").string, found: format,
      platform: try #require(Platform(platform)))
    #expect(throws: refusal) {
      try run(try addition("2.0.0", [("stigmer", folder.string)], platform: platform))
    }
    #expect(refusal.message.contains("bin/other") && refusal.message.contains(platform))
    #expect(try draft("2.0.0") == nil)
  }

  @Test func `what belongs to a platform, and what lies beside its programs, is taken`() throws {
    let path = try program("bin/stigmer")
    let bin = try Directory(FilePath(path).removingLastComponent())
    try bin.writeProgram("other", [0xCF, 0xFA, 0xED, 0xFE])
    let folder = FilePath(path).removingLastComponent().removingLastComponent()
    try Directory(folder).writeProgram("data", [1])
    let outcome = try run(
      try addition("2.0.0", [("stigmer", folder.string)], platform: "darwin-arm64"))
    #expect(outcome.added.first?.artifact.executables.count == 2)
  }
}

extension Directory {
  fileprivate func writeProgram(_ name: String, _ bytes: [UInt8]) throws {
    try writeFile(name, bytes, mode: 0o755)
  }
}
