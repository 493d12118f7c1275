import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Releases that have to wait, channels that are held, and the notice that a channel has moved.
@Suite(
  .enabled(if: StigmerupRepository.hasPublisher, "needs the built publisher"))
struct StigmerupWaitingTests {
  let repository: StigmerupRepository

  /// 1.0.0 is here; 1.1.0 is a moment old.
  init() throws {
    repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try #require(try repository.initialize().status == 0)
    try repository.publish("1.1.0", to: "stable")
  }

  private func waiting(_ run: StigmerupRun) -> Bool {
    run.output.hasPrefix("stable   1.0.0 (1.1.0 waits until 20")
      && run.output.hasSuffix("Z: stigmerup update --now stable)\n")
  }

  @Test func `a young release waits, and is told with its time`() throws {
    #expect(
      try repository.stigmerup("settings", "set", "min-release-age", "24h").status == 0)
    let check = try repository.stigmerup("check")
    #expect(waiting(check) && check.status == 0)
    let update = try repository.stigmerup("update")
    #expect(waiting(update) && update.status == 0)
    let found = try repository.stigmerup("check", "--json").json().required("updates").elements()[0]
    #expect(try !found.required("newer").boolean() && !found.required("held").boolean())
    let waiting = try found.required("waiting")
    #expect(try waiting.required("version").string() == "1.1.0")
    _ = try waiting.required("until").instant()
    #expect(try repository.stigmerup("update", "--now").output == "stable   1.0.0 -> 1.1.0\n")
  }

  @Test func `a channel's own time beats the general one`() throws {
    _ = try repository.stigmerup("settings", "set", "min-release-age", "24h")
    _ = try repository.stigmerup("settings", "set", "stable.min-release-age", "0")
    #expect(try repository.stigmerup("check").status == 100)
    #expect(try repository.stigmerup("update").output == "stable   1.0.0 -> 1.1.0\n")
  }

  @Test func `a version's beginning waits too`() throws {
    _ = try repository.stigmerup("settings", "set", "min-release-age", "24h")
    let run = try repository.stigmerup("update", "1")
    #expect(run.output.contains("1.0.0 (1.1.0 waits until") && run.status == 0)
  }

  @Test func `update leaves a held channel, says so, and lets go of it when told`() throws {
    #expect(try repository.stigmerup("update").status == 0)
    #expect(try repository.stigmerup("rollback").status == 0)
    let held = "stable   1.0.0 (held; the channel has 1.1.0: stigmerup update --unhold stable)\n"
    let update = try repository.stigmerup("update")
    #expect(update.output == held && update.status == 0)
    let check = try repository.stigmerup("check")
    #expect(check.output == held && check.status == 0)
    #expect(
      try repository.stigmerup("check", "--json").json().required("updates").elements()[0]
        .required("held").boolean())
    // Nor is it undone in passing.
    let install = try repository.stigmerup("install", "stable")
    #expect(install.errors.contains("stable is held at 1.0.0") && install.status == 0)
    #expect(try repository.stigmer().output.hasPrefix("stigmer 1.0.0"))
    let free = try repository.stigmerup("update", "--unhold", "stable")
    #expect(free.errors.contains("stable is no longer held\n"))
    #expect(free.output == "stable   1.0.0 -> 1.1.0\n" && free.status == 0)
    #expect(try repository.stigmerup("update", "--unhold").output == "stable   1.1.0 (unchanged)\n")
  }

  @Test func `rollback and history need no repository`() throws {
    #expect(try repository.stigmerup("update").status == 0)
    try Directory(repository.path.removingLastComponent()).removeTree("repo")
    #expect(try repository.stigmerup("rollback").status == 0)
    #expect(try repository.stigmerup("history").status == 0)
    #expect(try repository.stigmer().output.hasPrefix("stigmer 1.0.0"))
  }

  // MARK: the notice

  private static let notice =
    "stable is 1.1.0 by now (here: 1.0.0): stigmerup update stable"

  private func atTerminal(_ arguments: String) throws -> String {
    try StigmerupRun.atTerminal(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project
    ).output
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `a command that writes mentions a moved channel, once a day and on a terminal only`() throws
  {
    // What no index was seen to say, nobody knows.
    #expect(try !atTerminal("default stable").contains("by now"))
    #expect(try repository.stigmerup("check").status == 100)
    #expect(try !repository.stigmerup("default", "stable").errors.contains("by now"))
    #expect(try !atTerminal("show").contains("by now"))
    #expect(try !atTerminal("default stable -q").contains("by now"))
    #expect(try atTerminal("default stable").contains(Self.notice))
    #expect(try !atTerminal("default stable").contains("by now"))
    let stamp = repository.person.home.appending("used/update-notice").string
    _ = try StigmerupRun.run(
      "/usr/bin/touch", ["-d", "25 hours ago", stamp], environment: [:], in: "/")
    #expect(try atTerminal("pin 1.0.0").contains(Self.notice))
  }

  @Test(
    .enabled(if: StigmerupRun.hasTerminal, "needs script(1)"),
    arguments: [["update-notice", "false"], ["min-release-age", "24h"]])
  func `the notice can be turned off, and a release that waits is none`(setting: [String]) throws {
    #expect(try repository.stigmerup("check").status == 100)
    #expect(try repository.stigmerup("settings", "set", setting[0], setting[1]).status == 0)
    #expect(try !atTerminal("default stable").contains("by now"))
  }
}
