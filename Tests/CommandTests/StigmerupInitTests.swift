import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `init`, against repositories made by the built publisher.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupInitTests {
  @Test func `the transcript works as written`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try repository.initialize()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("stigmer 1.0.0 is installed.\n"))
    #expect(run.errors.contains("stigmer        stable (1.0.0): agent-runner, stigmer\n"))
    #expect(try repository.stigmer("server").output == "stigmer 1.0.0: server\n")
    let chosen = try repository.stigmerup("default", "beta")
    #expect(chosen.output.hasSuffix("default is now beta (1.1.0-beta.1)\n") && chosen.status == 0)
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.0.0 (unchanged)\nbeta     1.1.0-beta.1 (unchanged)\n")
    #expect(update.errors == "" && update.status == 0)
    #expect(
      try repository.stigmer("+stable", "server", "status").output.hasPrefix("stigmer 1.0.0:"))
    #expect(try repository.stigmer("x").output == "stigmer 1.1.0-beta.1: x\n")
  }

  @Test func `init shows its plan, and installs what the plan says`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try repository.initialize("--default", "beta", "--profile", "minimal")
    #expect(run.errors.contains("  folder         \(repository.person.home)\n"))
    #expect(run.errors.contains("  releases from  \(repository.url)\n"))
    #expect(run.errors.contains("  trust          the repository's root 1\n"))
    #expect(run.errors.contains("  stigmer        beta (1.1.0-beta.1): stigmer\n"))
    #expect(run.errors.contains("  shells         left as they are\n"))
    #expect(run.errors.contains("\ndownloading 1.1.0-beta.1 ("))
    #expect(
      try repository.stigmerup("list").output.hasSuffix("beta, default  stigmer (CLI only)\n"))
    #expect(
      try repository.person.scratch.read("home/settings.toml")
        == "repository = \"\(repository.url)\"\nprofile = \"minimal\"\n")
  }

  @Test func `init twice changes nothing`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let before = try repository.state().filter { !$0.contains("receipt.json") }
    let again = try repository.initialize()
    #expect(again.errors.contains("0.1.0 (here already: what is missing is repaired)\n"))
    #expect(again.errors.contains("stable (1.0.0): agent-runner, stigmer, here already\n"))
    #expect(again.status == 0)
    #expect(try repository.state().filter { !$0.contains("receipt.json") } == before)
  }

  @Test(arguments: [
    ["--no-install"], ["--default", "none"], ["--channel", "none"],
    ["--no-install", "--default", "none"],
  ])
  func `the manager and its trust can be had alone`(options: [String]) throws {
    let repository = try StigmerupRepository.usual()
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "self", "install", "-y", "--no-modify-path", "--repository", repository.url, "--root",
        repository.root.string,
      ] + options,
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.output.hasPrefix("stigmerup is installed; no toolchain yet.\n") && run.status == 0)
    #expect(try repository.stigmerup("list").output == "")
    #expect(try repository.stigmerup("install", "stable").status == 0)
  }

  @Test func `init without a terminal and without -y changes and fetches nothing`() throws {
    let home = try StigmerupHome()
    let run = try home.stigmerup(
      "init", "--repository", "http://127.0.0.1:1", "--root", "/nonexistent")
    #expect(
      run.errors == """
        error: cannot ask without a terminal
        hint: … | sh -s -- -y, or here: stigmerup self install -y

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot() == ["user/", "user/project/"])
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `init asks at a terminal, and takes no for an answer`() throws {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    func initialize(_ answer: String) throws -> StigmerupRun {
      try StigmerupRun.atTerminal(
        StigmerupRun.programs.appending("stigmerup"),
        "init --no-modify-path --repository '\(repository.url)' --root '\(repository.root)'",
        answer: answer, environment: person.environment, in: person.project)
    }
    let no = try initialize("n\n")
    #expect(no.output.contains("Proceed? [Y/n] ") && no.status == 1)
    #expect(no.output.contains("nothing was changed") && !no.output.contains("error:"))
    #expect(try Directory(person.scratch.path).status("home") == nil)
    let yes = try initialize("\n")
    #expect(yes.output.contains("stigmer 1.0.0 is installed.") && yes.status == 0)
  }

  static let refusals: [(arguments: [String], error: String)] = [
    (["--root", "/nonexistent/root.json"], "error: cannot open the folder '/nonexistent': "),
    (["--default", "9.9"], "error: no release matches '9.9' in 'stable'\n"),
    (["--default", "dev"], "error: nothing has been published to channel 'dev' yet\n"),
    (["--repository", "file:///nonexistent"], "error: "),
    (["--repository", "ftp://example.org"], "error: "),
  ]

  @Test(arguments: refusals)
  func `init that fails leaves nothing behind`(arguments: [String], error: String) throws {
    let repository = try StigmerupRepository.usual()
    var all = [
      "init", "-y", "--no-modify-path", "--repository", repository.url, "--root",
      repository.root.string,
    ]
    if arguments.first == "--repository" { all.removeSubrange(3...4) }
    if arguments.first == "--root" { all.removeSubrange(5...6) }
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), all + arguments,
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.errors.hasPrefix(error), "\(run.errors)")
    #expect(run.output == "" && run.status == 1)
    #expect(try Directory(repository.person.scratch.path).status("home") == nil)
  }

  @Test func `init with an argument that cannot be a selector is wrong usage`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try repository.initialize("--default", "a/b")
    #expect(run.errors.hasPrefix("error: 'a/b' names no channel, version or linked build\n"))
    #expect(run.output == "" && run.status == 2)
    #expect(try Directory(repository.person.scratch.path).status("home") == nil)
  }

  @Test(arguments: ["src/main.c", "bin/tool"])
  func `a folder that holds somebody else's files does not become a home`(file: String) throws {
    let repository = try StigmerupRepository.usual()
    try repository.person.scratch.write("home/\(file)", "theirs")
    let run = try initialize(repository)
    let name = String(file.prefix { $0 != "/" })
    #expect(run.errors.hasPrefix("error: '\(repository.person.home)' is not stigmerup's home, "))
    #expect(run.errors.contains("it holds '\(name)'\nhint: "))
    #expect(run.status == 1)
    #expect(try Directory(repository.person.home).names() == [name])
  }

  @Test func `self uninstall leaves what is not stigmerup's`() throws {
    let repository = try StigmerupRepository.usual()
    #expect(try initialize(repository).status == 0)
    try repository.person.scratch.write("home/notes/mine.txt", "theirs")
    let run = try repository.stigmerup("self", "uninstall", "-y")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("what is not stigmerup's stays in the folder: notes\n"))
    #expect(try Directory(repository.person.home).names() == ["notes"])
    #expect(try repository.person.scratch.read("home/notes/mine.txt") == "theirs")
  }

  @Test func `a HOME that does not exist is not made`() throws {
    let repository = try StigmerupRepository.usual()
    repository.person.variables["HOME"] = "\(repository.person.scratch.path)/nobody"
    let run = try initialize(
      repository, "--home", "\(repository.person.scratch.path)/nobody/.stigmerup")
    #expect(run.errors.contains("/nobody', and there is no such folder\nhint: "), "\(run.errors)")
    #expect(run.status == 1)
    #expect(try Directory(repository.person.scratch.path).status("nobody") == nil)
  }

  private func initialize(
    _ repository: StigmerupRepository, _ more: String...
  ) throws -> StigmerupRun {
    try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "init", "-y", "--no-modify-path", "--repository", repository.url, "--root",
        repository.root.string,
      ] + more,
      environment: repository.person.environment, in: repository.person.project)
  }

  @Test func `init --home installs there`() throws {
    let repository = try StigmerupRepository.usual()
    repository.person.variables["STIGMERUP_HOME"] = ""
    let run = try repository.initialize("--home", "../elsewhere")
    #expect(run.status == 0, "\(run.errors)")
    let program = repository.person.userHome.appending("elsewhere/bin/stigmer")
    let started = try StigmerupRun.run(
      program, ["x"], environment: repository.person.environment, in: "/")
    #expect(started.output == "stigmer 1.0.0: x\n")
  }

  @Test func `the shells' files get one line, and lose it again`() throws {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    try person.scratch.write("user/.profile", "# theirs")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      ["init", "-y", "--repository", repository.url, "--root", repository.root.string],
      environment: person.environment, in: person.project)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("add a line to ~/.profile\n"))
    #expect(try person.scratch.read("user/.profile")?.contains("/home/env") == true)
    #expect(try repository.stigmerup("self", "uninstall", "-y").status == 0)
    #expect(try person.scratch.read("user/.profile") == "# theirs")
    #expect(try Directory(person.scratch.path).status("home") == nil)
  }

  @Test func `what self uninstall is about to do to the shells' files is told as it is`() throws {
    let repository = try StigmerupRepository.usual()
    let person = repository.person
    try person.scratch.write("user/.bashrc", "# theirs\n")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "init", "-y", "--no-install", "--repository", repository.url, "--root",
        repository.root.string,
      ],
      environment: person.environment, in: person.project)
    #expect(run.errors.contains("create ~/.profile\n"), "\(run.errors)")
    let removal = try repository.stigmerup("self", "uninstall", "-y")
    #expect(removal.errors.contains("delete ~/.profile (made by stigmerup)\n"))
    #expect(removal.errors.contains("remove our line from ~/.bashrc\n"))
    #expect(try person.scratch.read("user/.profile") == nil)
    #expect(try person.scratch.read("user/.bashrc") == "# theirs\n")
  }

  @Test func `-q says nothing but errors`() throws {
    let repository = try StigmerupRepository.usual()
    repository.person.variables["PATH"] = "\(repository.person.userHome)/bin:/usr/bin:/bin"
    try repository.person.scratch.write("user/bin/stigmer", "#!/bin/sh\n", mode: 0o755)
    let run = try repository.initialize("-q")
    #expect(run.errors == "" && run.output == "" && run.status == 0)
    let refused = try repository.initialize("-q", "--repository", "ftp://example.org")
    #expect(refused.errors.hasPrefix("error: ") && refused.output == "" && refused.status == 1)
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `-q shows the plan all the same where it has to ask, and nothing afterwards`() throws {
    let repository = try StigmerupRepository.usual()
    let run = try StigmerupRun.atTerminal(
      StigmerupRun.programs.appending("stigmerup"),
      "init -q --no-modify-path --repository '\(repository.url)' --root '\(repository.root)'",
      answer: "y\n", environment: repository.person.environment, in: repository.person.project)
    #expect(run.output.contains("stigmerup is about to install itself:"))
    #expect(run.output.contains("Proceed? [Y/n] ") && run.status == 0)
    #expect(!run.output.contains("is installed."))
  }

  @Test func `another stigmer on PATH is named with the way to remove it`() throws {
    let repository = try StigmerupRepository.usual()
    let other = try repository.person.scratch.write("user/bin/stigmer", "#!/bin/sh\n", mode: 0o755)
    repository.person.variables["PATH"] = "\(repository.person.userHome)/bin:/usr/bin:/bin"
    let run = try repository.initialize()
    #expect(run.errors.contains("there are other programs called 'stigmer' on PATH:\n"))
    #expect(run.errors.contains("\(other)") && run.errors.contains("to remove it: "))
    #expect(try repository.person.scratch.read("user/bin/stigmer") == "#!/bin/sh\n")
  }
}
