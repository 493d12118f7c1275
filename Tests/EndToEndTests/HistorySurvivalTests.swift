import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `stigmerup rollback` and `gc`, killed at each call of a kind in turn; and `gc` while programs start.
@Suite(.enabled(if: Site.isPossible && RealInput.canTrace, "needs strace, allowed to trace"))
struct HistorySurvivalTests {
  private static let most = 60
  @Test(arguments: ["renameat", "symlinkat", "fsync", "write"])
  func `a rollback killed at any instant leaves the new or the old, and the next one completes`(
    call: String
  ) throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    try site.publishScripts("1.1.0", to: "stable")
    try #require(try visitor.stigmerup("update").status == 0)
    site.unplug()
    try sweep(visitor, call, command: ["rollback"]) { isComplete, kills in
      let version = try visitor.version()
      #expect(
        version == "1.0.0" || (!isComplete && version == "1.1.0"),
        "after \(kills) times \(call): \(version ?? "nothing")")
      let isHeld = try visitor.stigmerup("show").output.contains("(held)")
      #expect(isHeld == (version == "1.0.0"), "after \(kills) times \(call)")
      // By its number: what is back already stays so.
      let next = try visitor.stigmerup("rollback", "--to", "1")
      #expect(next.status == 0, "after \(kills) times \(call): \(next.errors)")
      #expect(try visitor.version() == "1.0.0", "after \(kills) times \(call)")
      #expect(try visitor.stigmerup("show").output.contains("stable → 1.0.0 (held)"))
    }
  }

  @Test(arguments: ["renameat", "unlinkat", "fsync", "write"])
  func `a clean-up killed at any instant keeps what is needed, and the next one completes`(
    call: String
  ) throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable", files: 2)
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    for version in ["1.1.0", "1.2.0"] {
      try site.publishScripts(version, to: "stable", files: 2)
      try #require(try visitor.stigmerup("update").status == 0)
    }
    site.unplug()
    try age(visitor)
    try sweep(visitor, call, command: ["gc"]) { _, kills in
      #expect(try visitor.version() == "1.2.0", "after \(kills) times \(call)")
      let next = try visitor.stigmerup("gc")
      #expect(next.status == 0, "after \(kills) times \(call): \(next.errors)")
      #expect(
        try visitor.names(in: "toolchains") == ["1.1.0", "1.2.0"], "after \(kills) times \(call)")
      for folder in ["trees", "used", "signed/stable"] {
        #expect(try visitor.names(in: folder).count == 2, "\(folder) after \(kills) times \(call)")
      }
      #expect(try visitor.stigmerup("rollback").status == 0, "after \(kills) times \(call)")
      #expect(try visitor.version() == "1.1.0", "after \(kills) times \(call)")
    }
  }

  /// Runs the installed command, killed at the first such call, then the second, and so on until it completes; each time
  /// in the home as it was.
  private func sweep(
    _ visitor: Visitor, _ call: String, command: [String],
    _ examine: (_ isComplete: Bool, _ kills: Int) throws -> Void
  ) throws {
    let kept = visitor.scratch.path.appending("kept")
    try Self.copy(visitor.home, to: kept)
    var kills = 0
    var isComplete = false
    while !isComplete && kills < Self.most {
      let run = try StigmerupRun.run(
        visitor.home.appending("bin/stigmerup"), command, environment: visitor.variables,
        in: visitor.userHome, wrapper: Self.killing(at: kills + 1, of: call))
      isComplete = run.status == 0
      if !isComplete { kills += 1 }
      try examine(isComplete, kills)
      #expect(try visitor.names(in: "staging").isEmpty, "after \(kills) times \(call)")
      try Directory(visitor.userHome).removeTree(".stigmerup")
      try Self.copy(kept, to: visitor.home)
    }
    #expect(kills > 0, "\(call) was never met")
    #expect(isComplete, "\(call) was never left behind")
  }

  private func age(_ visitor: Visitor) throws {
    for name in try visitor.names(in: "used") {
      let file = visitor.home.appending("used/\(name)").string
      let run = try StigmerupRun.run(
        "/usr/bin/touch", ["-d", "40 days ago", file], environment: [:], in: "/")
      try #require(run.status == 0, "\(run.errors)")
    }
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
