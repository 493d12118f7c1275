import Host
import Installer
import SystemPackage
import Testing

struct `The audit of PATH` {
  let folder: ShellFolder

  init() throws { folder = try ShellFolder() }

  private func reports(_ path: String, _ variables: [String: String?] = [:]) -> [PathAudit.Report] {
    var variables = variables
    variables["PATH"] = path
    return PathAudit(
      world: folder.world(variables), home: folder.home,
      packageLists: folder.path.appending("dpkg")
    ).reports()
  }

  private func program(_ name: String, mode: UInt32 = 0o755) throws {
    try folder.write(name, "#!/bin/sh\n", mode: mode)
  }

  @Test func `finds nothing where there is nothing, or only ours`() throws {
    #expect(reports("/nowhere:").isEmpty)
    try folder.makeHome()
    try folder.directory.createDirectory("links")
    try folder.directory.createLink("links/stigmer", to: "../.stigmerup/bin/stigmer")
    try program("plain/stigmer", mode: 0o644)
    try folder.directory.createDirectory("plain/agent-runner")
    #expect(reports("\(folder.path)/links:\(folder.home)/bin:\(folder.path)/plain").isEmpty)
  }

  @Test func `lists all others in PATH's order, with owner and command`() throws {
    let base = folder.path.string
    try program("brew/Cellar/stigmer/0.0.7/bin/stigmer")
    try folder.directory.createDirectory("brew/bin")
    try folder.directory.createLink("brew/bin/stigmer", to: "../Cellar/stigmer/0.0.7/bin/stigmer")
    try program("bin/stigmer")
    try program(".local/bin/stigmer")
    try program("go/bin/stigmer")
    try program("work space/bin/stigmer")
    try program("gobin/stigmer")
    try program("it's/stigmer")
    let path = [
      "go/bin", "brew/bin", "bin", ".local/bin", "bin", "gobin", "work space/bin", "it's",
    ].map { "\(base)/\($0)" }.joined(separator: ":")
    let report = try #require(
      reports(path, ["GOBIN": "\(base)/gobin", "GOPATH": "/nowhere:\(base)/work space"]).first)
    #expect(
      report.others.map(\.owner) == [
        .goInstall, .homebrew(formula: "stigmer"), .byHand, .byHand, .goInstall, .goInstall,
        .unknown,
      ])
    #expect(
      report.others.map(\.removalCommand) == [
        "rm '\(base)/go/bin/stigmer'", "brew uninstall stigmer", "rm '\(base)/bin/stigmer'",
        "rm '\(base)/.local/bin/stigmer'", "rm '\(base)/gobin/stigmer'",
        "rm '\(base)/work space/bin/stigmer'", "rm '\(base)/it'\\''s/stigmer'",
      ])
    #expect(report.foundNow == folder.path.appending("go/bin/stigmer"))
    #expect(report.foundAfterwards == folder.home.appending("bin/stigmer"))
    // It tells; it removes none.
    #expect(try folder.bytes("bin/stigmer") != nil)
  }

  @Test func `prints commands that remove exactly that file`() throws {
    for name in ["it's", "$(touch x)", "`a`", "a b", "-rf"] {
      try program("\(name)/stigmer")
      let report = try #require(reports("\(folder.path)/\(name)").first)
      for shell in ["/bin/sh", "/bin/bash"] {
        try program("\(name)/stigmer")
        _ = try folder.run(FilePath(shell), ["-c", report.others[0].removalCommand])
        #expect(try folder.bytes("\(name)/stigmer") == nil, "\(name)")
      }
    }
    #expect(try folder.bytes("x") == nil)
  }

  @Test func `names the formula behind another program`() throws {
    try program("Cellar/stigmer-tools/1/bin/agent-runner")
    try program("Caskroom/stigmer/1/stigmer")
    let reports = reports(
      "\(folder.path)/Cellar/stigmer-tools/1/bin:\(folder.path)/Caskroom/stigmer/1")
    #expect(
      reports.map { $0.others.map(\.removalCommand) } == [
        ["brew uninstall --cask stigmer"], ["brew uninstall stigmer-tools"],
      ])
    #expect(reports.map(\.program) == ["stigmer", "agent-runner"])
  }

  @Test func `asks dpkg's lists about the system's folders`() throws {
    // A real program of a package, under its own name: only the lists are made up.
    try folder.write("dpkg/other.list", "/.\n/usr/bin/envelope\n")
    try folder.write("dpkg/core:amd64.list", "/.\n/usr/bin/env\n")
    let audit = PathAudit(
      world: folder.world(["PATH": "/usr/bin"]), home: folder.home,
      packageLists: folder.path.appending("dpkg"))
    let finding = try #require(audit.reports(on: ["env"]).first?.others.first)
    #expect(finding.owner == .debianPackage("core"))
    #expect(finding.removalCommand == "sudo apt remove core")
  }

  @Test func `says which one runs, as env leaves PATH`() throws {
    try folder.makeHome()
    try program("bin/stigmer")
    let (ours, other) = ("\(folder.home)/bin", "\(folder.path)/bin")
    let without = try #require(reports(other).first)
    #expect(
      without.lines() == [
        "there are other programs called 'stigmer' on PATH:",
        "  \(other)/stigmer (put there by hand)", "    to remove it: rm '\(other)/stigmer'",
        "  'stigmer' runs \(other)/stigmer in this shell, and \(ours)/stigmer in new ones",
      ])
    #expect(
      without.lines(isPathModified: false).last
        == "  'stigmer' runs \(other)/stigmer, for PATH was left as it is")
    let first = try #require(reports("\(ours):\(other)").first)
    #expect(first.lines().last == "  'stigmer' runs \(ours)/stigmer, now and in new shells")
    // env does not move a folder that is on PATH already.
    let last = try #require(reports("\(other):\(ours)").first)
    #expect(last.foundAfterwards == folder.path.appending("bin/stigmer"))
    #expect(last.lines().last == "  'stigmer' runs \(other)/stigmer, now and in new shells")
  }
}
