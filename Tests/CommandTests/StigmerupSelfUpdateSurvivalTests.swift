import Host
import SystemPackage
import TestSupport
import Testing

/// `self update`, killed at each call of a kind in turn: whatever the instant, `bin/` has a stigmerup and a shim that
/// work, and the next update completes.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher && StigmerupScratch.canTrace,
    "needs stigmerup-publish, and strace, allowed to trace"))
struct StigmerupSelfUpdateSurvivalTests {
  /// More instants than this, and the test's own loop would be broken.
  private static let most = 60

  @Test(arguments: ["renameat", "renameat2", "unlinkat", "symlinkat"])
  func `an update of stigmerup killed at any instant leaves one that works`(call: String) throws {
    let repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
    // One to be removed, so that this is killed too; and for exchanges, one that is there already.
    try repository.person.scratch.write(
      "home/self/0.0.9/stigmerup", "#!/bin/sh\necho stigmerup 0.0.9\n", mode: 0o755)
    if call == "renameat2" {
      try repository.person.scratch.write("home/self/0.1.1/stigmerup", "old", mode: 0o755)
    }
    try repository.publishManager("0.1.1", behaving: "echo stigmerup 0.1.1")
    let kept = repository.person.scratch.path.appending("kept")
    try Self.copy(repository.person.home, to: kept)

    var kills = 0
    var isComplete = false
    while !isComplete && kills < Self.most {
      let update = try repository.stigmerup(
        "self", "update", wrapper: Self.killing(at: kills + 1, of: call))
      isComplete = update.status == 0
      if !isComplete { kills += 1 }
      let version = try repository.stigmerup("--version").output
      #expect(
        version == "stigmerup 0.1.1\n" || (!isComplete && version == "stigmerup 0.1.0\n"),
        "after \(kills) times \(call): \(version); \(update)")
      #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n", "\(call) \(kills)")
      // The one before is still there, and completes what was begun; then it sweeps.
      let next = try old(repository, "self", "update")
      #expect(next.status == 0, "after \(kills) times \(call): \(next.errors)")
      #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.1\n")
      #expect(try old(repository, "default", "stable").status == 0)
      let home = try Directory(repository.person.home)
      #expect(try home.openDirectory("staging").names().isEmpty, "after \(kills) times \(call)")
      #expect(try home.openDirectory("bin").names() == ["agent-runner", "stigmer", "stigmerup"])
      try Directory(repository.person.scratch.path).removeTree("home")
      try Self.copy(kept, to: repository.person.home)
    }
    #expect(isComplete && kills > 0, "\(call) was never met, or never left behind")
  }

  private func old(_ repository: StigmerupRepository, _ arguments: String...) throws
    -> StigmerupRun
  {
    try StigmerupRun.run(
      repository.person.home.appending("self/0.1.0/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project)
  }

  private static func killing(at number: Int, of call: String) -> [String] {
    [
      "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
      "inject=\(call):signal=KILL:when=\(number)",
    ]
  }

  private static func copy(_ source: FilePath, to place: FilePath) throws {
    let run = try StigmerupRun.run(
      "/bin/cp", ["-a", source.string, place.string], environment: [:], in: "/")
    try #require(run.status == 0, "\(run.errors)")
  }
}
