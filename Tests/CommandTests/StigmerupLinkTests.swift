import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct StigmerupLinkTests {
  let home: StigmerupHome

  init() throws {
    home = try StigmerupHome.usual()
    try home.scratch.write("user/src/bin/stigmer", "#!/bin/sh\necho mine: $*\n", mode: 0o755)
    try home.scratch.write("user/src/bin/README", "no program")
  }

  @Test func `link tells what it found and what is missing, and the build runs`() throws {
    let run = try home.stigmerup("link", "mine", "../src")
    #expect(
      run.output == """
        linked mine
          stigmer       ~/src/bin/stigmer
          agent-runner  missing

        """)
    #expect(run.errors == "to run it: stigmer +mine\n" && run.status == 0)
    #expect(try home.stigmerup("run", "mine", "stigmer", "x").output == "mine: x\n")
    #expect(
      try home.stigmerup("+mine", "which", "stigmer").output == "\(home.userHome)/src/bin/stigmer\n"
    )
    #expect(
      try home.stigmerup("+mine", "show").output
        .hasPrefix("active:   mine (linked)   the first argument, selector \"mine\"\n"))
    #expect(
      try home.stigmerup("list").output.hasSuffix(
        "mine                    linked to ~/src (stigmer)\n"))
  }

  @Test func `a name with a blank is quoted where it is to be typed`() throws {
    let run = try home.stigmerup("link", "my build", "../src")
    #expect(run.errors == "to run it: stigmer '+my build'\n" && run.status == 0)
  }

  @Test(arguments: ["update", "check"])
  func `a linked build has nothing to update`(command: String) throws {
    #expect(try home.stigmerup("link", "m2", "../src").status == 0)
    let before = try home.scratch.snapshot("home")
    let run = try home.stigmerup(command, "m2")
    #expect(
      run.errors == """
        error: 'm2' is a linked build: nothing to update
        hint: rebuild it in place, or update a channel: stigmerup update stable

        """)
    #expect(run.output == "" && run.status == 2)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test func `a rebuild in place is picked up at once`() throws {
    #expect(try home.stigmerup("link", "mine", "../src").status == 0)
    try home.scratch.write("user/src/bin/stigmer", "#!/bin/sh\necho rebuilt\n", mode: 0o755)
    #expect(try home.stigmerup("run", "mine", "stigmer").output == "rebuilt\n")
  }

  @Test func `programs can be named one by one`() throws {
    try home.scratch.write("user/py/dist/runner", "#!/bin/sh\necho runs\n", mode: 0o755)
    let run = try home.stigmerup(
      "toolchain", "link", "mine", "--component", "stigmer=../src/bin/stigmer", "--component",
      "agent-runner=../py/dist/runner")
    #expect(
      run.output == """
        linked mine
          stigmer       ~/src/bin/stigmer
          agent-runner  ~/py/dist/runner

        """)
    #expect(try home.stigmerup("run", "mine", "agent-runner").output == "runs\n")
  }

  @Test func `a linked build is uninstalled, and stays where it was built`() throws {
    #expect(try home.stigmerup("link", "mine", "../src").status == 0)
    let run = try home.stigmerup("uninstall", "mine")
    #expect(run.output == "uninstalled mine\n" && run.status == 0)
    #expect(try home.scratch.read("user/src/bin/stigmer") != nil)
  }

  @Test(arguments: [
    "stable", "latest", "none", "stigmerup", "1.4.2", "1.4", "a/b", "+x", ".x", "dev@abcdef0",
    "a\u{7}",
  ])
  func `reserved names are refused`(name: String) throws {
    let before = try home.scratch.snapshot("home")
    let run = try home.stigmerup("link", name, "../src")
    #expect(run.errors.hasPrefix("error: a build cannot be linked as '"))
    #expect(
      run.errors.hasSuffix(
        "hint: channels, versions, 'latest', 'none' and 'stigmerup' are taken; a name has no '/' "
          + "and does not begin with '-', '+' or '.'\n"))
    #expect(run.status == 2)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test func `a folder without programs, and a file that is none, are refused`() throws {
    let empty = try home.scratch.folder("user/empty")
    let folder = try home.stigmerup("link", "mine", empty.string)
    #expect(
      folder.errors == """
        error: '\(empty)' has no executable file in bin/ or at its top
        hint: build it first, or name its programs: --component stigmer=PATH

        """)
    let file = try home.stigmerup(
      "link", "mine", "--component", "stigmer=../src/bin/README")
    #expect(
      file.errors == """
        error: '\(home.userHome)/src/bin/README' is not an executable file
        hint: build it first, then: chmod +x FILE

        """)
    #expect(folder.status == 1 && file.status == 1)
  }
}
