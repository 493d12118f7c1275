import Host
import SystemPackage
import TestSupport
import Testing

/// Links of a home that are not as stigmerup writes them: the hint names the command that repairs them.
@Suite struct StigmerupDamageTests {
  static let garbage = ["nonsense/x", "channels/garbage", "../..", "select/", "toolchains/1.4"]

  @Test(arguments: garbage)
  func `a damaged default is told, and set anew by the command in the hint`(target: String) throws {
    let home = try StigmerupHome.usual().defaulting(to: target)
    try refused(home, link: "default", hint: "to set it anew: stigmerup default stable")
    #expect(try home.stigmerup("default", "stable").output == "default is now stable (1.4.2)\n")
    #expect(
      try home.stigmerup("shim-fallback", "stigmer", "x").output.hasPrefix("stigmer 1.4.2: x"))
  }

  @Test(arguments: ["file", "folder"])
  func `a file or a folder in the default's place is no default, and makes room`(
    kind: String
  ) throws {
    let home = try StigmerupHome.usual()
    try Directory(home.home).removeFile("default")
    try home.scratch.write(kind == "file" ? "home/default" : "home/default/x", "?")
    try refused(home, link: "default", hint: "to set it anew: stigmerup default stable")
    #expect(try home.stigmerup("default", "stable").output == "default is now stable (1.4.2)\n")
    #expect(try Directory(home.home).readLink("default") == "channels/stable")
  }

  private func refused(_ home: StigmerupHome, link: String, hint: String) throws {
    let commands = [
      ["default"], ["show"], ["which", "stigmer"], ["install"], ["shim-fallback", "stigmer"],
    ]
    for arguments in commands {
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
        in: home.project)
      #expect(
        run.errors == """
          error: '\(link)' in stigmerup's home is not as stigmerup writes it
          hint: \(hint)

          """, "\(arguments)")
      #expect(run.output == "" && run.status == 1, "\(arguments)")
    }
  }

  @Test func `show tells a damaged default where something else is selected`() throws {
    let home = try StigmerupHome.usual().defaulting(to: "nonsense")
    let run = try home.stigmerup("+1.5.0", "show")
    #expect(
      run.output.contains("default:  damaged   to set it anew: stigmerup default stable\n"))
    #expect(run.status == 0)
  }

  static let links = [
    (link: "toolchains/1.0.0", command: ["install", "1.0.0"]),
    (link: "channels/stable", command: ["install", "stable"]),
    (link: "signed/stable/1.0.0", command: ["install", "1.0.0", "--from", "stable"]),
    (link: "default", command: ["default", "stable"]),
  ]

  @Test(
    .enabled(if: StigmerupRepository.hasPublisher, "needs stigmerup-publish"), arguments: links)
  func `every damaged link is repaired by the command in its hint`(
    link: String, command: [String]
  ) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let target = try Directory(repository.person.home).readLink(link)
    try repository.person.link(link, "garbage")
    let broken = try repository.stigmer("x")
    #expect(
      broken.errors.hasPrefix(
        "error: '\(link)' in stigmerup's home is not as stigmerup writes it\n"))
    #expect(broken.errors.hasSuffix("anew: stigmerup \(command.joined(separator: " "))\n"))
    #expect(broken.status == 1)
    let repair = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), command,
      environment: repository.person.environment, in: repository.person.project)
    #expect(repair.status == 0, "\(repair.errors)")
    #expect(try Directory(repository.person.home).readLink(link) == target)
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
  }
}
