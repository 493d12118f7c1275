import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `stigmerup update` and the first installation, killed at each call of a kind in turn: before and after are whole, whatever
/// the instant, and the next update completes.
@Suite(.enabled(if: Site.isPossible && RealInput.canTrace, "needs strace, allowed to trace"))
struct SurvivalTests {
  /// More instants than this, and the test's own loop would be broken.
  private static let most = 60

  @Test(arguments: ["renameat", "symlinkat", "fsync", "unlinkat", "mkdirat"])
  func `an update killed at any instant leaves the old or the new, and the next one completes`(
    call: String
  ) throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable", files: 6)
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    try site.publishScripts("1.1.0", to: "stable", files: 6, more: ["agent-runner"])
    let kept = visitor.scratch.path.appending("kept")
    try Self.copy(visitor.home, to: kept)

    var kills = 0
    var isComplete = false
    while !isComplete && kills < Self.most {
      let update = try visitor.stigmerup(
        "update", wrapper: Self.killing(at: kills + 1, of: call))
      isComplete = update.status == 0
      if !isComplete { kills += 1 }
      let version = try visitor.version()
      #expect(
        version == "1.1.0" || (!isComplete && version == "1.0.0"),
        "after \(kills) times \(call): \(version ?? "nothing"); \(update)")
      let next = try visitor.stigmerup("update")
      #expect(next.status == 0, "after \(kills) times \(call): \(next.errors)")
      #expect(try visitor.version() == "1.1.0", "after \(kills) times \(call)")
      #expect(
        try visitor.names(in: "bin") == ["agent-runner", "stigmer", "stigmerup"],
        "after \(kills) times \(call)")
      #expect(try visitor.names(in: "staging").isEmpty, "after \(kills) times \(call)")
      #expect(try visitor.stigmerup("show").status == 0, "after \(kills) times \(call)")
      try Directory(visitor.userHome).removeTree(".stigmerup")
      try Self.copy(kept, to: visitor.home)
    }
    #expect(isComplete && kills > 0, "\(call) was never met, or never left behind")
  }

  @Test(arguments: ["renameat", "symlinkat"])
  func `a first installation killed at any instant completes when it runs again`(
    call: String
  ) throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable", more: ["agent-runner"])
    let visitor = try Visitor(site)
    var kills = 0
    var isComplete = false
    while !isComplete && kills < Self.most {
      let first = try visitor.initialization(
        from: site, wrapper: Self.killing(at: kills + 1, of: call))
      isComplete = first.status == 0
      if !isComplete { kills += 1 }
      let again = try visitor.initialization(from: site)
      #expect(again.status == 0, "after \(kills) times \(call): \(again.errors)")
      #expect(try visitor.version() == "1.0.0", "after \(kills) times \(call)")
      #expect(
        try visitor.names(in: "bin") == ["agent-runner", "stigmer", "stigmerup"],
        "after \(kills) times \(call)")
      #expect(try visitor.names(in: "staging").isEmpty, "after \(kills) times \(call)")
      try Directory(visitor.userHome).removeTree(".stigmerup")
    }
    #expect(isComplete && kills > 0, "\(call) was never met, or never left behind")
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
