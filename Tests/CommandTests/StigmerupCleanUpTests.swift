import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `gc`
@Suite struct StigmerupCleanUpTests {
  let home: StigmerupHome

  /// 1.4.2 is stable and the default; 1.5.0 and 1.6.0 are needed by nothing, and were used long ago.
  init() throws {
    home = try StigmerupHome.usual()
    try home.release("1.6.0", digit: "c", components: ["stigmer", "extra"])
    for digit: Character in ["a", "b", "c"] { try used(digit, "60 days ago") }
  }

  private func used(_ digit: Character, _ when: String) throws {
    let file = home.home.appending("used/\(home.tree(digit).lastComponent?.string ?? "")")
    try age(file, when)
  }

  private func age(_ file: FilePath, _ when: String) throws {
    let run = try StigmerupRun.run(
      "/usr/bin/touch", ["-d", when, file.string], environment: [:], in: "/")
    try #require(run.status == 0, "\(run.errors)")
  }

  private func gc(_ arguments: String...) throws -> [String] {
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), ["gc"] + arguments,
      environment: home.environment, in: home.project)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map(String.init)
  }

  private func names(_ folder: String) throws -> [String] {
    try Directory(home.home).openDirectory(folder).names()
  }

  @Test func `what nothing needs goes, with its size and last use`() throws {
    try home.link("bin/stigmer", "../self/current/stigmer-shim")
    try home.link("bin/extra", "../self/current/stigmer-shim")
    let plan = try gc("--dry-run")
    #expect(try names("trees").count == 3)
    let lines = try gc()
    #expect(lines.count == 3 && lines[0].hasPrefix("1.5.0  ") && lines[1].hasPrefix("1.6.0  "))
    #expect(lines[0].contains(" kB  last used 20"))
    #expect(lines[2].hasPrefix("removed, ") && lines[2].hasSuffix(" kB freed"))
    #expect(plan.dropLast() == lines.dropLast())
    #expect(plan.last?.hasSuffix(" kB would be freed; nothing was changed") == true)
    #expect(try names("trees") == [home.tree("a").lastComponent?.string ?? ""])
    #expect(try names("toolchains") == ["1.4.2"])
    #expect(try names("used").count == 1 && names("signed/stable") == ["1.4.2"])
    #expect(try names("staging") == [])
    #expect(try !names("bin").contains("extra") && names("bin").contains("agent-runner"))
    #expect(try gc() == ["nothing to remove"])
    #expect(try gc("--dry-run") == ["nothing to remove"])
  }

  @Test func `a dry run changes nothing, and answers in JSON`() throws {
    let before = try home.scratch.snapshot()
    let answer = try home.stigmerup("gc", "--dry-run", "--json").json()
    #expect(try home.scratch.snapshot() == before)
    let removed = try answer.required("removed").elements()
    #expect(
      try removed.map { try $0.required("names").elements().map { try $0.string() } } == [
        ["1.5.0"], ["1.6.0"],
      ])
    let sizes = try removed.map { try $0.required("size").integer(in: 1...Int.max) }
    #expect(try answer.required("size").integer(in: 1...Int.max) == sizes.reduce(0, +))
    #expect(try answer.required("dry-run").boolean())
  }

  @Test func `what was used lately stays, by the setting or the option`() throws {
    try used("b", "20 days ago")
    try used("c", "40 minutes ago")
    #expect(try gc("--dry-run") == ["nothing to remove"])
    #expect(try gc("--dry-run", "--unused-for", "19d").first?.hasPrefix("1.5.0 ") == true)
    #expect(try home.stigmerup("settings", "set", "gc-unused-for", "2w").status == 0)
    #expect(try gc("--dry-run").first?.hasPrefix("1.5.0 ") == true)
    // The last hour always counts.
    #expect(try gc("--unused-for", "0").count == 2)
    #expect(try names("toolchains") == ["1.4.2", "1.6.0"])
  }

  @Test(arguments: ["1.5.0", "1.5", "1"]) func `what a folder's override selects stays`(
    selector: String
  ) throws {
    try home.scratch.write("home/overrides", "/some/folder\t\(selector)\n")
    let lines = try gc()
    let kept = selector == "1" ? "1.6.0" : "1.5.0"
    #expect(lines.count == 2 && !lines.contains { $0.hasPrefix("\(kept) ") })
    #expect(try names("toolchains").contains(kept))
  }

  @Test func `what a pin here selects stays`() throws {
    try home.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = \"1.5\"\n")
    #expect(try gc().first?.hasPrefix("1.6.0 ") == true)
    #expect(try names("toolchains") == ["1.4.2", "1.5.0"])
  }

  @Test(arguments: ["select/1.5", "toolchains/1.5.0"])
  func `the default stays`(target: String) throws {
    try home.defaulting(to: target)
    #expect(try gc().first?.hasPrefix("1.6.0 ") == true)
  }

  @Test func `what rollback would return to stays`() throws {
    let (b, a) = (String(repeating: "b", count: 64), String(repeating: "a", count: 64))
    try home.scratch.write(
      "home/generations/stable",
      "1\t2026-01-01T00:00:00Z\t1.5.0\t\(b)\tfree\n2\t2026-01-02T00:00:00Z\t1.4.2\t\(a)\tfree\n")
    #expect(try gc().first?.hasPrefix("1.6.0 ") == true)
    #expect(try home.stigmerup("rollback").output.contains("is 1.5.0 now"))
  }

  @Test func `what a process runs from stays, and goes when it ends`() throws {
    let program = home.tree("b").appending("components/stigmer/stigmer")
    let script = "#!/bin/sh\nread line\n"
    try home.scratch.write(
      "home/trees/\(home.tree("b").lastComponent?.string ?? "")/components/stigmer/stigmer", script,
      mode: 0o755)
    let process = try BackgroundProcess(program.string, [])
    #expect(try gc().map { String($0.prefix(5)) } == ["1.6.0", "remov"])
    process.finish()
    #expect(try gc().first?.hasPrefix("1.5.0 ") == true)
  }

  @Test func `a tree that no name leads to goes after an hour`() throws {
    try Directory(home.home).removeFile("toolchains/1.5.0")
    try used("b", "2 hours ago")
    try used("c", "1 day ago")
    let lines = try gc()
    #expect(lines.first?.hasPrefix("a tree without a name (bbbbbbbb…)") == true)
    #expect(try names("toolchains") == ["1.4.2", "1.6.0"] && names("trees").count == 2)
  }

  @Test func `old parts of downloads go, young ones stay`() throws {
    for name in ["old", "old.lock", "young", "young.lock"] {
      let file = try home.scratch.write("home/downloads/\(name)", "a part of something")
      if name.hasPrefix("old") { try age(file, "60 days ago") }
    }
    #expect(try gc().contains { $0.hasPrefix("download old…") })
    #expect(try names("downloads") == ["young", "young.lock"])
  }

  @Test func `versions of stigmerup before the previous one go`() throws {
    for (version, date) in [("0.0.7", "2026-03"), ("0.0.8", "2026-01"), ("0.0.9", "2026-02")] {
      try home.scratch.write(
        "home/self/\(version)/receipt.json",
        """
        {"schema":1,"version":"\(version)","installed":"\(date)-01T00:00:00Z","shell-files":[]}
        """)
    }
    let lines = try gc()
    #expect(lines.filter { $0.hasPrefix("stigmerup ") }.count == 2)
    #expect(try names("self") == ["0.0.7", "0.1.0", "current"])
    #expect(try Directory(home.home).readLink("self/current") == "0.1.0")
  }

  @Test func `linked builds and files of others stay`() throws {
    try home.scratch.write("user/build/bin/stigmer", "#!/bin/sh\n", mode: 0o755)
    #expect(
      try home.stigmerup("link", "mine", home.userHome.appending("build").string).status == 0)
    try home.scratch.write("home/trees/not-a-tree/file", "")
    #expect(try gc().count == 3)
    #expect(try names("toolchains") == ["1.4.2", "mine"] && names("trees").count == 2)
  }
}
