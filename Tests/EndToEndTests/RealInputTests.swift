import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A frozen Python program of 1,111 files, and a large one: as they are shipped, through the shim.
@Suite(.enabled(if: Site.isPossible && RealInput.hasReal, RealInput.realIsMissing))
struct RealInputTests {
  @Test func `the frozen runner and ruff install whole, and run through their shims`() throws {
    let site = try Site()
    try site.publish(
      "1.0.0", to: "stable",
      [
        "stigmer": RealInput.stigmer("1.0.0"), "agent-runner": RealInput.runner("1.0.0"),
        "ruff": RealInput.ruff("0.12.0"),
      ], smokeTest: "agent-runner --version")
    let visitor = try Visitor(site)
    try visitor.initialize(from: site, "--profile", "complete")
    let check = try visitor.shell("\"\(visitor.home)/bin/agent-runner\" --check")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let version = try visitor.shell("\"\(visitor.home)/bin/agent-runner\" --version")
    #expect(version.status == 0 && version.output.contains("1.0.0"), "\(version)")
    let ruff = try visitor.shell("\"\(visitor.home)/bin/ruff\" --version")
    #expect(ruff.status == 0 && ruff.output == "ruff 0.12.0\n", "\(ruff)")

    let tree = visitor.home.appending("toolchains/1.0.0/components")
    try Self.expectSame(RealInput.runner("1.0.0"), tree.appending("agent-runner"))
    try Self.expectSame(RealInput.ruff("0.12.0"), tree.appending("ruff/ruff"))

    let start = try visitor.stigmer("server")
    #expect(start.status == 0, "\(start.output)\(start.errors)")
    let status = try visitor.stigmer("server", "status")
    #expect(status.status == 0 && status.output.contains("runner"), "\(status)")
    #expect(try visitor.stigmer("server", "stop").status == 0)
  }

  /// By names, kinds and content.
  private static func expectSame(_ source: FilePath, _ installed: FilePath) throws {
    let run = try StigmerupRun.run(
      "/usr/bin/diff", ["-r", "--no-dereference", source.string, installed.string],
      environment: ["LC_ALL": "C"], in: "/")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
