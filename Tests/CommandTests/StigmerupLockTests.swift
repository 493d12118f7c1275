import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `pin --lock`, `--update`, `--check` and `install --locked` against repositories of the built publisher.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupLockTests {
  let repository: StigmerupRepository
  private let pin = "user/project/stigmer-toolchain.toml"
  private let lock = "user/project/stigmer-toolchain.lock"

  init() throws {
    repository = try StigmerupRepository.usual()
    try repository.initialize()
  }

  private var platform: String { Machine.platform?.description ?? "" }
  private var scratch: StigmerupScratch { repository.person.scratch }

  /// A second machine of the same team: another home, the same project.
  private func elsewhere(_ body: () throws -> Void) throws {
    repository.person.variables["STIGMERUP_HOME"] = "\(scratch.path)/home of a colleague"
    defer { repository.person.variables = [:] }
    try repository.initialize("--no-install")
    try body()
  }

  private func stigmerup(_ arguments: String...) throws -> StigmerupRun {
    let home = try #require(repository.person.environment["STIGMERUP_HOME"])
    return try StigmerupRun.run(
      FilePath("\(home)/bin/stigmerup"), arguments, environment: repository.person.environment,
      in: repository.person.project)
  }

  private func stigmer(_ arguments: String...) throws -> StigmerupRun {
    let home = try #require(repository.person.environment["STIGMERUP_HOME"])
    return try StigmerupRun.run(
      FilePath("\(home)/bin/stigmer"), arguments, environment: repository.person.environment,
      in: repository.person.project)
  }

  // MARK: making

  @Test func `pin --lock writes the release and the digests of all its bytes, in order`() throws {
    let run = try stigmerup("pin", "1.0", "--lock")
    #expect(
      run.output == """
        ~/project/stigmer-toolchain.lock locks 1.0.0 now
        ~/project/stigmer-toolchain.toml says "1.0" now

        """)
    #expect(run.errors == "" && run.status == 0)
    let lines = try #require(try scratch.read(lock)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    let listed = try stigmerup("list", "--json").json().required("toolchains").elements(limit: 3)
    let manifest = try #require(listed.first).required("manifest").string()
    #expect(
      Array(lines[1..<6]) == [
        "schema = 1", "version = \"1.0.0\"", "manifest = \"\(manifest)\"", "", "[artifacts]",
      ])
    let names = lines[6...].filter { !$0.isEmpty }.map { $0.prefix { $0 != " " } }
    #expect(names == ["agent-runner.\(platform)", "stigmer.\(platform)"])
    for line in lines[6...] where !line.isEmpty {
      let digest = line.split(separator: "\"")[1]
      #expect(try Directory(repository.path).status("objects/\(digest)")?.kind == .file)
    }
  }

  @Test func `the same release makes the same bytes on every machine`() throws {
    #expect(try stigmerup("pin", "1.0", "--lock").status == 0)
    let mine = try scratch.read(lock)
    try Directory(repository.person.project).removeFile("stigmer-toolchain.lock")
    try elsewhere { () throws in
      #expect(try stigmerup("pin", "--lock").status == 0)
      #expect(try scratch.read(lock) == mine)
    }
  }

  @Test func `a lock that is there stays until it is moved`() throws {
    #expect(try stigmerup("pin", "1", "--lock").status == 0)
    let before = try scratch.read(lock)
    try repository.publish("1.2.0", to: "stable")
    let again = try stigmerup("pin", "--lock")
    #expect(again.output == "~/project/stigmer-toolchain.lock locks 1.0.0 already\n")
    #expect(again.errors == "to move it: stigmerup pin --update\n" && again.status == 0)
    #expect(try scratch.read(lock) == before)
    let update = try stigmerup("pin", "--update")
    #expect(update.output == "~/project/stigmer-toolchain.lock locks 1.2.0 now (was 1.0.0)\n")
    #expect(update.errors == "" && update.status == 0)
    let twice = try stigmerup("pin", "--update")
    #expect(twice.output == "~/project/stigmer-toolchain.lock locks 1.2.0 already\n")
    let back = try stigmerup("pin", "--update", "1.0.0")
    #expect(
      back.output
        == "~/project/stigmer-toolchain.lock locks 1.0.0 now (was 1.2.0: it went back)\n")
    #expect(try scratch.read(lock) == before)
    #expect(
      try stigmerup("pin").output == "1   ~/project/stigmer-toolchain.toml, locked to 1.0.0\n")
  }

  @Test func `update takes one whole version that the pin selects, and nothing else`() throws {
    #expect(try stigmerup("pin", "1.0", "--lock").status == 0)
    let before = try scratch.snapshot("user")
    let outside = try stigmerup("pin", "--update", "1.1.0-beta.1")
    #expect(
      outside.errors == """
        error: 1.1.0-beta.1 is not what '\(repository.person.project)/stigmer-toolchain.toml' \
        selects, which is "1.0"
        hint: to change the pin too: stigmerup pin 1.1.0-beta.1 --lock

        """)
    let partial = try stigmerup("pin", "--update", "1.0")
    #expect(
      partial.errors.hasPrefix("error: '1.0' is not one whole version, and a lock holds just one\n")
    )
    let missing = try stigmerup("pin", "--update", "1.0.7")
    #expect(missing.errors.hasPrefix("error: no release matches '1.0.7' in 'stable'\n"))
    for run in [outside, missing] { #expect(run.output == "" && run.status == 1) }
    #expect(partial.output == "" && partial.status == 2)
    #expect(try scratch.snapshot("user") == before)
  }

  @Test func `a new pin takes its lock along, and leaves one that still fits`() throws {
    #expect(try stigmerup("pin", "1.0", "--lock").status == 0)
    let fits = try stigmerup("pin", "1")
    #expect(
      fits.output == """
        ~/project/stigmer-toolchain.lock locks 1.0.0 already
        ~/project/stigmer-toolchain.toml says "1" now (was "1.0")

        """)
    try repository.publish("1.2.0", to: "stable")
    let moved = try stigmerup("pin", "1.2")
    #expect(
      moved.output == """
        ~/project/stigmer-toolchain.lock locks 1.2.0 now (was 1.0.0)
        ~/project/stigmer-toolchain.toml says "1.2" now (was "1")

        """)
    let before = try scratch.snapshot("user")
    let none = try stigmerup("pin", "7")
    #expect(none.errors.hasPrefix("error: no release matches '7' in 'stable'\n"))
    #expect(none.output == "" && none.status == 1)
    #expect(try scratch.snapshot("user") == before)
  }

  @Test func `without a pin there is nothing to lock`() throws {
    for arguments in [["--lock"], ["--update"], ["--check"]] {
      let run = try stigmerup(pinWith: arguments)
      #expect(
        run.errors == """
          error: no pin holds in '\(repository.person.project)'
          hint: to make one: stigmerup pin stable

          """)
      #expect(run.status == 1)
    }
    #expect(try scratch.read(lock) == nil)
  }

  private func stigmerup(pinWith arguments: [String]) throws -> StigmerupRun {
    try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), ["pin"] + arguments,
      environment: repository.person.environment, in: repository.person.project)
  }

  @Test(arguments: [
    (["--lock", "--update"], "only one of --lock, --update and --check can be given"),
    (["--check", "1.4"], "--check takes no selector: it looks at the pin that holds here"),
    (["--json"], "--json goes with --check"),
  ])
  func `what contradicts itself is a usage error`(arguments: [String], problem: String) throws {
    let run = try stigmerup(pinWith: arguments)
    #expect(run.errors.hasPrefix("error: \(problem)\n") && run.status == 2)
  }

  // MARK: obeying

  @Test func `what is locked runs, wherever its channel has gone`() throws {
    #expect(try stigmerup("pin", "stable", "--lock").status == 0)
    try repository.publish("1.2.0", to: "stable")
    #expect(try stigmerup("update").status == 0)
    let run = try stigmer("x")
    #expect(run.output == "stigmer 1.0.0: x\n" && run.errors == "" && run.status == 0)
    let show = try stigmerup("show")
    #expect(
      show.output.hasPrefix(
        "active:   1.0.0   pin ~/project/stigmer-toolchain.toml, selector \"stable\", locked to 1.0.0\n"
      ))
    let which = try stigmerup("which", "stigmer", "--json").json()
    #expect(try which.required("version").string() == "1.0.0")
    #expect(
      try which.required("lock").string()
        == "\(repository.person.project)/stigmer-toolchain.lock")
    let active = try stigmerup("show", "--json").json().required("active")
    #expect(try active.required("lock").string() == which.required("lock").string())
    #expect(try active.required("source").string().hasSuffix("/stigmer-toolchain.toml"))
  }

  @Test func `a colleague's fresh home installs exactly what is locked, and says it`() throws {
    #expect(try stigmerup("pin", "beta", "--lock").status == 0)
    try repository.publish("1.1.0-beta.2", to: "beta")
    try elsewhere { () throws in
      let show = try stigmerup("show")
      #expect(
        show.output.hasPrefix(
          "active:   not installed   pin ~/project/stigmer-toolchain.toml, selector \"beta\", "
            + "locked to 1.1.0-beta.1\n          to install it: stigmerup install --locked\n"))
      let run = try stigmer("x")
      #expect(run.output == "stigmer 1.1.0-beta.1: x\n" && run.status == 0)
      #expect(
        run.errors.hasPrefix(
          "installing 1.1.0-beta.1, locked by \(repository.person.project)/stigmer-toolchain.lock\n"
            + "downloading "))
      // By the shim alone from now on, and no channel is followed for it.
      repository.person.variables["STIGMERUP_OFFLINE"] = "1"
      #expect(try stigmer("y").errors == "")
      repository.person.variables["STIGMERUP_OFFLINE"] = nil
      #expect(
        try stigmerup("list").output == "1.1.0-beta.1    agent-runner, stigmer\n")
      #expect(try stigmerup("+beta", "show").output.hasPrefix("active:   not installed"))
    }
  }

  @Test func `what may not be installed unasked is named with the command that does`() throws {
    #expect(try stigmerup("pin", "beta", "--lock").status == 0)
    repository.person.variables["STIGMERUP_AUTO_INSTALL"] = "0"
    let run = try stigmer("x")
    #expect(
      run.errors == """
        error: 1.1.0-beta.1, locked by '\(repository.person.project)/stigmer-toolchain.lock', \
        is not installed
        hint: stigmerup install --locked

        """)
    #expect(run.output == "" && run.status == 1)
    repository.person.variables = [:]
    try scratch.write(
      "home/settings.toml", "repository = '\(repository.url)'\nauto-install = false\n")
    #expect(try stigmer("x").errors == run.errors)
    let install = try stigmerup("install", "--locked")
    #expect(install.output == "installed 1.1.0-beta.1 (agent-runner, stigmer)\n")
    #expect(
      install.errors.hasPrefix(
        "this folder selects beta (pin ~/project/stigmer-toolchain.toml, selector \"beta\", "
          + "locked to 1.1.0-beta.1)\n"))
    #expect(try stigmer("x").output == "stigmer 1.1.0-beta.1: x\n")
    #expect(try stigmerup("install", "--locked").output == "1.1.0-beta.1 is installed already\n")
    #expect(try stigmerup("install").output == "1.1.0-beta.1 is installed already\n")
  }

  @Test func `install --locked fails without a lock, and with one that its pin left behind`() throws
  {
    let none = try stigmerup("install", "--locked")
    #expect(
      none.errors.hasPrefix(
        "this folder selects stable (the default, selector \"stable\")\nerror: "
          + "what runs here is selected by the default, selector \"stable\", and only a pin has a lock\n"
      ))
    try scratch.write(pin, "[toolchain]\nchannel = '1.0'\n")
    let missing = try stigmerup("install", "--locked")
    #expect(
      missing.errors.hasSuffix(
        """
        error: '\(repository.person.project)/stigmer-toolchain.toml' has no lock beside it
        hint: to make one, and commit it: stigmerup pin --lock

        """))
    #expect(try stigmerup("pin", "--lock").status == 0)
    #expect(try stigmerup("install", "--locked").status == 0)
    try scratch.write(pin, "[toolchain]\nchannel = '1.2'\n")
    let stale = try stigmerup("install", "--locked")
    #expect(
      stale.errors == """
        error: '\(repository.person.project)/stigmer-toolchain.lock' locks 1.0.0, which is not \
        what its pin selects: "1.2"
        hint: stigmerup pin --update

        """)
    for run in [none, missing, stale] { #expect(run.output == "" && run.status == 1) }
    // The same by whatever runs.
    #expect(try stigmer("x").errors == stale.errors)
    #expect(try stigmerup("which", "stigmer").errors == stale.errors)
    #expect(try stigmerup("default", "none").status == 0)
    try Directory(repository.person.project).removeFile("stigmer-toolchain.toml")
    #expect(try stigmerup("install", "--locked").errors.hasPrefix("error: no pin holds in '"))
  }

  @Test(arguments: [
    (["--locked", "1.4"], "--locked takes no selector: the lock says what"),
    (["--locked", "--from", "dev"], "--locked takes no --from: the pin says which channel"),
    (["--deny-yanked"], "--deny-yanked goes with --locked"),
  ])
  func `install --locked takes nothing that the lock says`(
    arguments: [String], problem: String
  ) throws {
    let run = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), ["install"] + arguments,
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.errors.hasPrefix("error: \(problem)\n") && run.status == 2)
  }

  @Test func `lines that are not those of the manifest are found, and nothing is installed`() throws
  {
    #expect(try stigmerup("pin", "beta", "--lock").status == 0)
    let text = try #require(try scratch.read(lock))
    let other = String(repeating: "0", count: 64)
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("stigmer.") ? "stigmer.\(platform) = \"\(other)\"" : String(line)
    }.joined(separator: "\n")
    try scratch.write(lock, changed)
    let before = try repository.state()
    let run = try stigmerup("install", "--locked")
    #expect(
      run.errors.hasSuffix(
        """
        error: '\(repository.person.project)/stigmer-toolchain.lock' does not say of \
        'stigmer.\(platform)' what the manifest of 1.1.0-beta.1 says
        hint: to write it anew: stigmerup pin --update

        """))
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.state() == before)
    let update = try stigmerup("pin", "--update")
    #expect(
      update.output == "~/project/stigmer-toolchain.lock locks 1.1.0-beta.1 now "
        + "(its lines were not those of the release)\n")
    #expect(try scratch.read(lock) == text)
  }

  // MARK: checking

  @Test func `pin --check tells what can be told without a network`() throws {
    try scratch.write(pin, "[toolchain]\nchannel = '1.0'\n")
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file:///nowhere"
    try expectCheck(
      "missing", 100, "~/project/stigmer-toolchain.toml has no lock beside it",
      hint: "stigmerup pin --lock")
    repository.person.variables = [:]
    #expect(try stigmerup("pin", "--lock").status == 0)
    let good = try #require(try scratch.read(lock))
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file:///nowhere"
    let path = "~/project/stigmer-toolchain.lock"
    try expectCheck("current", 0, "\(path) locks 1.0.0, which its pin selects: \"1.0\"")
    try scratch.write(pin, "[toolchain]\nchannel = '1.2'\n")
    try expectCheck(
      "differs", 100, "\(path) locks 1.0.0, which is not what its pin selects: \"1.2\"",
      hint: "stigmerup pin --update")
    try scratch.write(pin, "[toolchain]\nchannel = '1.0'\n")
    let lines = good.split(separator: "\n", omittingEmptySubsequences: false)
    try scratch.write(
      lock, lines.filter { !$0.hasPrefix("stigmer.") }.joined(separator: "\n"))
    try expectCheck(
      "stale", 100,
      "\(path) is stale: it does not say of 'stigmer.\(platform)' what the manifest of 1.0.0 says",
      hint: "stigmerup pin --update")
    let install = try stigmerup("install", "--locked")
    #expect(
      install.errors.contains("/stigmer-toolchain.lock' is stale: it does not say of 'stigmer.")
        && install.output == "" && install.status == 1)
    try scratch.write(
      lock,
      lines.map {
        $0.hasPrefix("manifest") ? "manifest = \"\(String(repeating: "0", count: 64))\"" : $0
      }
      .joined(separator: "\n"))
    try expectCheck(
      "stale", 100, "\(path) is stale: channel 'stable' signs other bytes as 1.0.0",
      hint: "stigmerup pin --update")
  }

  private func expectCheck(
    _ state: String, _ status: Int32, _ text: String, hint: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try scratch.snapshot()
    let run = try stigmerup("pin", "--check")
    #expect(run.output == "\(text)\n", sourceLocation: sourceLocation)
    #expect(run.errors == (hint.map { "hint: \($0)\n" } ?? ""), sourceLocation: sourceLocation)
    #expect(run.status == status, sourceLocation: sourceLocation)
    let json = try stigmerup("pin", "--check", "--json")
    #expect(try json.json().required("state").string() == state, sourceLocation: sourceLocation)
    #expect(
      try json.json().optional("problem")?.string() == (status == 0 ? nil : text),
      sourceLocation: sourceLocation)
    #expect(json.status == status, sourceLocation: sourceLocation)
    #expect(try scratch.snapshot() == before, sourceLocation: sourceLocation)
  }
}
