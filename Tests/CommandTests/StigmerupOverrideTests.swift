import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct StigmerupOverrideTests {
  let home: StigmerupHome

  init() throws { home = try StigmerupHome.usual() }

  @Test func `override set binds the working directory, and list shows it`() throws {
    let set = try home.stigmerup("override", "set", "1.5")
    #expect(set.output == "~/project uses 1.5\n" && set.errors == "" && set.status == 0)
    #expect(try home.scratch.read("home/overrides") == "\(home.project)\t1.5\n")
    let list = try home.stigmerup("override", "list")
    #expect(list.output == "~/project  1.5\n" && list.status == 0)
    #expect(try home.stigmerup("override", "set", "1.4").output == "~/project uses 1.4 (was 1.5)\n")
  }

  @Test func `the folder is stored by its real path, without a slash at its end`() throws {
    try Directory(home.userHome).createLink("alias", to: "project")
    let run = try home.stigmerup("override", "set", "1.5", "--path", "../alias/")
    #expect(run.output == "~/project uses 1.5\n")
    #expect(try home.scratch.read("home/overrides") == "\(home.project)\t1.5\n")
  }

  @Test func `override unset takes it away, also for a folder that is gone`() throws {
    let gone = try home.scratch.folder("user/gone")
    #expect(try home.stigmerup("override", "set", "1.5", "--path", gone.string).status == 0)
    try Directory(home.userHome).removeTree("gone")
    #expect(try home.stigmerup("override", "list").output == "~/gone  1.5  the folder is gone\n")
    let unset = try home.stigmerup("override", "unset", "--path", "../gone")
    #expect(unset.output == "~/gone has no override any more\n" && unset.status == 0)
    #expect(try home.scratch.read("home/overrides") == "")
    let again = try home.stigmerup("override", "unset", "--path", "../gone")
    #expect(again.errors == "~/gone has no override\n" && again.status == 0)
  }

  @Test func `override list answers in JSON`() throws {
    #expect(try home.stigmerup("override", "set", "stable").status == 0)
    let overrides = try home.stigmerup("override", "list", "--json").json()
      .required("overrides").elements(limit: 10)
    let first = try #require(overrides.first)
    #expect(try first.required("directory").string() == home.project.string)
    #expect(try first.required("selector").string() == "stable")
  }

  @Test func `override set wants a folder that exists and a selector that is one`() throws {
    let folder = try home.stigmerup("override", "set", "1.5", "--path", "nowhere")
    #expect(
      folder.errors
        == "error: cannot resolve '\(home.project)/nowhere': No such file or directory\n")
    let selector = try home.stigmerup("override", "set", "stabel")
    #expect(
      selector.errors == """
        error: 'stabel' names no channel, version or linked build
        hint: did you mean 'stable'?

        """)
    #expect(folder.status == 1 && selector.status == 2)
    #expect(try home.scratch.read("home/overrides") == nil)
  }

  @Test func `a folder whose name holds a tab can have one, and with a line feed it cannot`() throws
  {
    let tab = try home.scratch.folder("user/o\tdd")
    #expect(try home.stigmerup("override", "set", "1.5", "--path", tab.string).status == 0)
    #expect(try home.stigmerup("show", in: tab).output.contains("override of ~/o\\u{9}dd, "))
    let odd = try home.scratch.folder("user/o\ndd")
    let run = try home.stigmerup("override", "set", "1.5", "--path", odd.string)
    #expect(
      run.errors.contains("cannot have an override: its path is not absolute or holds a line"))
    #expect(run.errors.contains("o\\u{a}dd") && run.status == 1)
    #expect(try home.scratch.read("home/overrides") == "\(tab)\t1.5\n")
  }

  @Test(arguments: [
    ["override", "set", "1.5"], ["override", "list"], ["show"], ["override", "unset"],
  ])
  func `overrides that are not understood are refused, and kept`(arguments: [String]) throws {
    let text = "\(home.project)\t1.4\nnot a line of ours\n"
    try home.scratch.write("home/overrides", text)
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(
      run.errors == """
        error: '\(home.home)/overrides' has a line that is not 'directory<TAB>selector'
        hint: remove that line, then: stigmerup override set SELECTOR

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.read("home/overrides") == text)
  }

  @Test func `more overrides than selection reads are refused, and what is there stays`() throws {
    let lines = (0..<620).map { "/srv/\($0)/\(String(repeating: "x", count: 90))\tbeta\n" }
    let text = lines.sorted().joined()
    try #require(text.utf8.count < 65_536 && text.utf8.count > 60_000)
    try home.scratch.write("home/overrides", text)
    #expect(try home.stigmerup("show").status == 0)
    let deep = String(repeating: "d", count: 200)
    var folder = try home.scratch.folder("user/\(deep)/\(deep)/\(deep)")
    var run = try home.stigmerup("override", "set", "1.5", "--path", folder.string)
    while run.status == 0 {
      folder = try home.scratch.folder("user/\(deep)/\(deep)/\(deep)/\(RandomName.make())")
      run = try home.stigmerup("override", "set", "1.5", "--path", folder.string)
    }
    #expect(
      run.errors == """
        error: there are too many overrides: together they may take 65.5 kB; nothing was changed
        hint: take those away that are no longer needed: stigmerup override list, \
        stigmerup override unset --path FOLDER

        """)
    #expect(run.output == "" && run.status == 1)
    // What is written can be read: programs still run.
    #expect(try home.stigmerup("shim-fallback", "stigmer", "x").status == 0)
  }
}
