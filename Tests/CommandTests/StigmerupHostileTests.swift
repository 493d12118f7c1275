import Host
import SystemPackage
import TestSupport
import Testing

/// Environments, folders and first roots that mean no good.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupHostileTests {
  let repository: StigmerupRepository

  init() throws { repository = try StigmerupRepository() }

  // MARK: the environment

  static let names = ["a\nb", "with blank", "-rf", "$(touch pwned)", "\u{1B}[31m"]

  @Test(arguments: names)
  func `a hostile PATH, LD_ variables and a TMPDIR of any name do no harm`(name: String) throws {
    let scratch = repository.person.scratch
    let hostile = try scratch.folder("user/\(name)")
    // Whatever is looked up on PATH by its bare name would leave a trace.
    let trap = "#!/bin/sh\necho trapped >>'\(scratch.path)/trapped'\n"
    for program in ["sh", "env", "tar", "stigmerup", "stigmer-shim", "zstd", "gzip", "id", "ldd"] {
      try scratch.write("user/\(name)/\(program)", trap, mode: 0o755)
    }
    try repository.publish("1.0.0", to: "stable", smokeTest: "stigmer clean")
    try repository.initialize("--no-modify-path")
    try repository.publish("1.0.1", to: "stable", smokeTest: "stigmer clean")
    try repository.publishManager("0.1.1")
    repository.person.variables = [
      "PATH": "\(hostile):.:", "TMPDIR": hostile.string, "LD_LIBRARY_PATH": hostile.string,
      "LD_DEBUG_OUTPUT": "\(hostile)/ld", "LD_ORIGIN_PATH": hostile.string,
      "BASH_ENV": "\(hostile)/sh", "ENV": "\(hostile)/sh", "IFS": "/",
    ]
    let before = try Directory(hostile).names()
    let update = try repository.stigmerup("update")
    #expect(
      update.output == "stable   1.0.0 -> 1.0.1\nstigmerup  0.1.0 -> 0.1.1\n", "\(update.errors)")
    #expect(update.status == 0)
    for arguments in [["list"], ["show"], ["show", "trust"], ["check"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: hostile)
      #expect(run.status == 0, "\(arguments): \(run.errors)")
    }
    #expect(try Directory(hostile).names() == before)
    #expect(try scratch.read("trapped") == nil)
  }

  @Test func `a smoke test gets a clean environment`() throws {
    try repository.publish("1.0.0", to: "stable", smokeTest: "stigmer environment")
    repository.person.variables = [
      "LD_LIBRARY_PATH": "/nowhere", "STIGMERUP_TOOLCHAIN": "", "SECRET_TOKEN": "s3cret",
      "STIGMERUP_AUTO_INSTALL": "1", "PYTHONPATH": "/nowhere", "BASH_ENV": "/nowhere",
    ]
    try repository.initialize("--no-install")
    #expect(try repository.stigmerup("install", "stable").status == 0)
    let said = try #require(try repository.person.scratch.read("environment"))
    let names = said.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    // What sh itself sets is its own.
    #expect(
      Set(names).subtracting(["PWD", "OLDPWD", "SHLVL", "_"])
        == ["HOME", "TMPDIR", "PATH", "LC_ALL", "STIGMER_AGENT_RUNNER_BIN"], "\(said)")
    #expect(said.contains("PATH=/usr/bin:/bin\n"))
  }

  // MARK: the first root

  @Test func `without a root the manager refuses in one sentence`() throws {
    try repository.publish("1.0.0", to: "stable")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      ["self", "install", "-y", "--no-modify-path", "--repository", repository.url],
      environment: repository.person.environment, in: repository.person.project)
    #expect(
      run.errors == """
        error: no root of trust: without it nothing that is downloaded can be verified
        hint: use install.sh, which brings it, or give it: --root FILE

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try Directory(repository.person.scratch.path).status("home") == nil)
  }

  @Test func `a repository with another root is refused without --root, and taken with it`() throws
  {
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
    let other = try StigmerupRepository()
    try other.publish("6.6.6", to: "stable")
    let install = { (more: [String]) in
      try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"),
        ["self", "install", "-y", "--no-modify-path", "--repository", other.url] + more,
        environment: repository.person.environment, in: repository.person.project)
    }
    let before = try repository.state()
    let refused = try install([])
    #expect(
      refused.errors.hasPrefix("error: 'timestamp.json' (role timestamp) is signed only by keys"),
      "\(refused.errors)")
    #expect(refused.output == "" && refused.status == 1)
    #expect(try repository.state() == before)
    #expect(try repository.stigmerup("update").output == "stable   1.0.0 (unchanged)\n")
    let taken = try install(["--root", other.root.string])
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(
      taken.errors.contains("root 1, instead of what this home trusted before\n"), "\(taken.errors)"
    )
    #expect(try repository.stigmerup("check").output.hasPrefix("stable   6.6.6 (current)\n"))
  }

  // MARK: whose home it is

  @Test func `a home that others can write to is read, run from, and not written`() throws {
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    try repository.publishManager("0.1.1", behaving: "echo stigmerup 0.1.1")
    try Directory(repository.person.home).setMode(0o777)
    let before = try repository.person.scratch.snapshot("home")
    for arguments in [["show"], ["show", "trust"], ["list"], ["which", "stigmer"], ["default"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(run.status == 0 && !run.output.isEmpty, "\(arguments): \(run.errors)")
    }
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    #expect(try repository.stigmerup("check").status == 100)
    for arguments in [
      ["update"], ["self", "update"], ["install", "1.0.1"], ["run", "1.0.1", "stigmer"],
    ] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(
        run.errors.hasSuffix(
          """
          error: '\(repository.person.home)' can be written to by other users; nothing was changed
          hint: chmod go-w '\(repository.person.home)'

          """), "\(arguments): \(run.errors)")
      #expect(run.output == "" && run.status == 1, "\(arguments)")
    }
    let untouched = { (entry: String) in !entry.hasPrefix("used/") }
    #expect(
      try repository.person.scratch.snapshot("home").filter(untouched) == before.filter(untouched))
  }

  @Test(.enabled(if: StigmerupRun.isRoot, "needs root, as sudo gives it"))
  func `sudo with HOME kept is refused, and reads`() throws {
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
    let home = repository.person.home.string
    for folder in [home, repository.person.userHome.string] {
      let run = try StigmerupRun.run(
        "/bin/chown", ["-R", "65534", folder], environment: [:], in: "/")
      try #require(run.status == 0)
    }
    repository.person.variables["SUDO_USER"] = "nobody"
    let before = try repository.person.scratch.snapshot("home")
    for arguments in [["update"], ["self", "update"], ["default", "none"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(
        run.errors == """
          error: '\(home)' belongs to another user (user id 65534); nothing was changed
          hint: run it as that user, or choose another folder with STIGMERUP_HOME

          """)
      #expect(run.output == "" && run.status == 1)
    }
    let install = try repository.initialize()
    #expect(install.errors.hasPrefix("error: ") && install.status == 1, "\(install.errors)")
    #expect(install.errors.contains("\(repository.person.userHome)"), "\(install.errors)")
    for arguments in [["show"], ["show", "trust"], ["list"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
    }
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let untouched = { (entry: String) in !entry.hasPrefix("used/") }
    #expect(
      try repository.person.scratch.snapshot("home").filter(untouched) == before.filter(untouched))
  }
}
