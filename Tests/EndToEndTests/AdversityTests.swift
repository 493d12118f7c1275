import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Releases that do not work, disks that are full, and ten shells at once.
@Suite(.enabled(if: Site.isPossible, Site.reason))
struct AdversityTests {
  @Test func `a release whose smoke test fails is not switched to, and its output is shown`()
    throws
  {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    try site.publishScripts("1.1.0", to: "stable", smokeTest: "stigmer works")
    try site.breakPrograms()
    try visitor.expectRefusal(of: "update", saying: "libsomething is missing", keeping: "1.0.0")
    let check = try visitor.stigmerup("check")
    #expect(check.status == 100, "it is still on offer: \(check)")
    try site.publishScripts("1.1.1", to: "stable")
    let update = try visitor.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try visitor.version() == "1.1.1")
  }

  @Test(.enabled(if: RealInput.hasStandIns, RealInput.standInsAreMissing))
  func `a stigmer that is broken never becomes a release`() throws {
    let site = try Site()
    try site.publishStandIns("1.0.0", to: "stable")
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    let refused = try site.publisher(
      "release", "add", "--version", "1.2.0", "--platform", Machine.platform?.description ?? "",
      "--component", "stigmer=\(RealInput.stigmer("1.2.0"))", "--smoke-test", "stigmer --help",
      mustSucceed: false)
    #expect(refused.status == 1 && refused.errors.contains("error: "), "\(refused)")
    #expect(try visitor.stigmerup("update").status == 0)
    #expect(try visitor.version() == "1.0.0")
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs root, allowed to mount"))
  func `a full disk is said so, and the same command works once there is room`() throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    let disk = try Tmpfs(kibibytes: 65_536)
    let visitor = try Visitor(site, home: disk.path.appending("home"))
    try visitor.initialize(from: site)
    try site.publishBig("1.1.0", to: "stable")
    let filler = disk.path.appending("filler").string
    let fill = try visitor.shell(
      "cat /dev/zero > '\(filler)' 2>/dev/null; head -c 262144 /dev/zero > '\(filler).small';"
        + " rm -f '\(filler).small'; ls '\(filler)'")
    #expect(fill.status == 0, "\(fill)")
    try visitor.expectRefusal(of: "update", saying: "space", keeping: "1.0.0")
    #expect(try visitor.shell("rm '\(filler)'").status == 0)
    let update = try visitor.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try visitor.version() == "1.1.0")
  }

  @Test func `ten shells that need the same missing release download it once, and all run`() throws
  {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    let visitor = try Visitor(site)
    try visitor.initialize(from: site)
    let before = try site.names(in: "objects")
    let digest = try site.publishBig("1.1.0", to: "stable")
    try visitor.scratch.write(
      "a visitor/project/stigmer-toolchain.toml", "[toolchain]\nchannel = \"1.1.0\"\n")
    let run = try visitor.shell(
      """
      cd project
      for number in 1 2 3 4 5 6 7 8 9 10; do
        ("\(visitor.home)/bin/stigmer" env >"out.$number" 2>"err.$number"; echo $? >"status.$number") &
      done
      wait
      cat out.* status.*
      cat err.* >&2
      """)
    let lines = run.output.split(separator: "\n")
    #expect(lines.filter { $0 == "version=1.1.0" }.count == 10, "\(run)")
    #expect(lines.filter { $0 == "0" }.count == 10, "\(run)")
    #expect(!before.contains(digest))
    #expect(try site.requests()["/objects/\(digest)"] == 1)
    #expect(try visitor.names(in: "staging").isEmpty)
  }
}
