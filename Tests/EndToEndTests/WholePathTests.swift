import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// From `curl | sh` to a running stigmer, to its update, to the last trace gone.
@Suite(.enabled(if: Site.isPossible && RealInput.hasStandIns, RealInput.standInsAreMissing))
struct WholePathTests {
  private static let bashrc = "# mine\nalias ll='ls -l'"
  private static let profile = "# mine too\n"

  private static func install(by shell: String, from site: Site, _ visitor: Visitor) throws
    -> StigmerupRun
  {
    try visitor.shell(
      "curl -fsS --proto '=https' --cacert \"$STIGMERUP_CACERT\" \(site.url)/install.sh"
        + " | \(shell) -s -- -y")
  }

  @Test func `the whole path works, from curl to a server and its update`() throws {
    let site = try Site()
    try site.publishStandIns("1.0.0", to: "stable")
    try site.publishStandIns("1.1.0", to: "beta")
    try site.bootstrap()
    #expect(try site.publisher("verify", site.repository.string).status == 0)
    let visitor = try Visitor(site)
    let python = try visitor.shell("command -v python3 || command -v python")
    #expect(python.status != 0, "a bare machine has no python: \(python.output)")

    let install = try Self.install(by: "sh", from: site, visitor)
    #expect(install.status == 0, "\(install.errors)")
    #expect(
      install.output.contains(".stigmerup/env\"") && install.output.contains("stigmer server"))

    let found = try visitor.shell(
      "command -v stigmer && command -v stigmerup", shell: ["/bin/sh", "-l"])
    #expect(
      found.output == "\(visitor.home)/bin/stigmer\n\(visitor.home)/bin/stigmerup\n",
      "\(found.output)\(found.errors)")

    try Self.expectServer(visitor)
    #expect(try visitor.stigmerup("check").status == 0)
    try site.publisher("channel", "promote", "1.1.0", "--from", "beta", "--to", "stable", "-y")
    let check = try visitor.stigmerup("check")
    #expect(check.status == 100 && check.output.contains("1.1.0"), "\(check)")
    let update = try visitor.stigmerup("update")
    #expect(update.status == 0 && update.output.contains("1.1.0"), "\(update)")
    #expect(try visitor.version() == "1.1.0")
    #expect(try visitor.stigmerup("check").status == 0)
    let nothing = try visitor.stigmerup("update")
    #expect(nothing.status == 0, "\(nothing.errors)")
    try Self.expectServer(visitor)
  }

  /// It starts, its runner alive, and stops.
  private static func expectServer(_ visitor: Visitor) throws {
    let start = try visitor.stigmer("server")
    #expect(start.status == 0, "\(start.output)\(start.errors)")
    let status = try visitor.stigmer("server", "status")
    #expect(status.status == 0 && status.output.contains("runner"), "\(status.output)")
    let stop = try visitor.stigmer("server", "stop")
    #expect(stop.status == 0, "\(stop.errors)")
    #expect(try visitor.stigmer("server", "status").status == 1)
  }

  @Test(arguments: ["dash", "bash", "busybox sh"])
  func `every shell installs, and uninstalling leaves the home as it was`(shell: String) throws {
    guard RealInput.hasTool(String(shell.prefix { $0 != " " })) else {
      try Test.cancel("\(shell) is not installed")
    }
    let site = try Site()
    try site.publishStandIns("1.0.0", to: "stable")
    try site.bootstrap()
    let visitor = try Visitor(site)
    try visitor.scratch.write("a visitor/.bashrc", Self.bashrc)
    try visitor.scratch.write("a visitor/.profile", Self.profile)
    try visitor.scratch.write("a visitor/.stigmer/data/mine", "kept")
    let before = try Set(Directory(visitor.userHome).names())

    for _ in 1...2 {
      let install = try Self.install(by: shell, from: site, visitor)
      #expect(install.status == 0, "\(install.errors)")
    }
    #expect(try visitor.version() == "1.0.0")
    let profile = try visitor.scratch.text(of: "a visitor/.profile")
    #expect(profile.hasPrefix(Self.profile) && profile.contains(".stigmerup/env"))
    #expect(profile.components(of: ".stigmerup/env\"") == 1, "\(profile)")

    let removal = try visitor.stigmerup("self", "uninstall", "-y")
    #expect(removal.status == 0, "\(removal.errors)")
    #expect((removal.output + removal.errors).contains(".stigmer"), "\(removal)")
    #expect(try visitor.scratch.text(of: "a visitor/.profile") == Self.profile)
    #expect(try visitor.scratch.text(of: "a visitor/.bashrc") == Self.bashrc)
    #expect(try visitor.scratch.text(of: "a visitor/.stigmer/data/mine") == "kept")
    #expect(try Set(Directory(visitor.userHome).names()) == before)
  }

  @Test func `without a terminal and without -y nothing is changed`() throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    try site.bootstrap()
    let visitor = try Visitor(site)
    let run = try visitor.shell(
      "curl -fsS --cacert \"$STIGMERUP_CACERT\" \(site.url)/install.sh | sh")
    #expect(run.status == 1, "\(run)")
    #expect(run.errors.contains("error: cannot ask without a terminal\nhint: "), "\(run.errors)")
    #expect(run.errors.contains("| sh -s -- -y"), "\(run.errors)")
    #expect(try Directory(visitor.userHome).names().isEmpty)
  }

  @Test func `an archive that is not the one install.sh names is refused`() throws {
    let site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    try site.bootstrap()
    for name in try site.names(in: "stigmerup") {
      try site.change("stigmerup/\(name)") { $0[$0.count / 2] ^= 1 }
    }
    let visitor = try Visitor(site)
    let run = try Self.install(by: "sh", from: site, visitor)
    #expect(run.status == 1 && run.errors.contains("error: "), "\(run)")
    #expect(try Directory(visitor.userHome).names().isEmpty)
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
