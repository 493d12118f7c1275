import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `self update`, and `update` with it: the manager's own channel.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupSelfUpdateTests {
  let repository: StigmerupRepository

  init() throws {
    repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
  }

  @Test func `a new stigmerup is found, installed and run`() throws {
    try repository.publishManager("0.2.0")
    let check = try repository.stigmerup("check")
    #expect(check.output == "stable     1.0.0 (current)\nstigmerup  0.1.0 -> 0.2.0\n")
    #expect(check.status == 100)
    #expect(try repository.stigmerup("check", "stable").status == 0)
    let left = try repository.stigmerup("update", "--no-self-update")
    #expect(left.output == "stable   1.0.0 (unchanged)\n")
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.0.0 (unchanged)\nstigmerup  0.1.0 -> 0.2.0\n")
    #expect(update.errors.hasPrefix("downloading stigmerup 0.2.0 (") && update.status == 0)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.2.0\n")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let again = try repository.stigmerup("self", "update")
    #expect(again.output == "stigmerup  0.2.0 (unchanged)\n" && again.status == 0)
  }

  @Test func `a stigmerup that is not what it was released as is not switched to`() throws {
    try repository.publishManager("0.3.0", behaving: "echo stigmerup 9.9.9")
    let before = try repository.state()
    let run = try repository.stigmerup("self", "update")
    #expect(
      run.errors.hasSuffix(
        """
        error: the stigmerup released as 0.3.0 says that it is 'stigmerup 9.9.9'
        hint: nothing was changed; tell the publisher

        """))
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.state() == before)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.0\n")
  }

  @Test func `self update says when there is nothing to take`() throws {
    let run = try repository.stigmerup("self", "update")
    #expect(run.output == "the repository publishes no stigmerup: this one stays\n")
    #expect(run.errors == "" && run.status == 0)
    let version = try repository.stigmerup("self", "update", "--version", "v7.0.0")
    #expect(
      version.errors == """
        error: no release matches '7.0.0' in 'stigmerup'
        hint: the repository publishes no stigmerup

        """)
    #expect(version.status == 1)
  }

  @Test func `a copy that lies elsewhere is left to its owner`() throws {
    let run = try repository.person.stigmerup("self", "update")
    #expect(run.errors.hasPrefix("error: '"))
    #expect(run.errors.contains("' was not put there by 'stigmerup self install'\n"))
    #expect(run.status == 1)
    #expect(try repository.person.stigmerup("update").output == "stable   1.0.0 (unchanged)\n")
  }

  // MARK: chains of builds

  @Test func `older builds update one from the other, and each straight to the newest`() throws {
    let versions = ["0.1.0", "0.1.1", "0.1.2", "0.1.3"]
    for (before, version) in zip(versions, versions.dropFirst()) {
      try copy(repository.person.home, to: kept(before))
      try repository.publishManager(version)
      let run = try repository.stigmerup("self", "update")
      #expect(run.output == "stigmerup  \(before) -> \(version)\n" && run.status == 0)
      #expect(try repository.stigmerup("--version").output == "stigmerup \(version)\n")
    }
    #expect(try names("self") == ["0.1.2", "0.1.3", "current"])
    for old in versions.dropLast() {
      try Directory(repository.person.scratch.path).removeTree("home")
      try copy(kept(old), to: repository.person.home)
      #expect(try repository.stigmerup("--version").output == "stigmerup \(old)\n")
      let run = try repository.stigmerup("self", "update")
      #expect(run.output == "stigmerup  \(old) -> 0.1.3\n" && run.status == 0, "\(run.errors)")
      #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.3\n")
      #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    }
  }

  @Test func `self update touches the manager and nothing else`() throws {
    try repository.publishManager("0.1.1")
    let others = { try self.repository.state().filter { !$0.hasPrefix("self/") } }
    let before = try others()
    #expect(try repository.stigmerup("self", "update").status == 0)
    #expect(try others() == before)
    #expect(try names("self/0.1.1") == ["receipt.json", "root.json", "stigmer-shim", "stigmerup"])
    #expect(try names("self/0.1.0") == ["receipt.json", "root.json", "stigmer-shim", "stigmerup"])
  }

  @Test func `a lower version is taken by name alone, and an old archive takes nothing back`()
    throws
  {
    try repository.publishManager("0.1.1")
    try repository.publishManager("0.1.2")
    #expect(try repository.stigmerup("self", "update").output == "stigmerup  0.1.0 -> 0.1.2\n")
    let install = try repository.initialize()
    #expect(install.status == 0)
    #expect(
      install.errors.contains(
        "0.1.2 stays; to take 0.1.0, which is older: stigmerup self update --version 0.1.0\n"))
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.2\n")
    let down = try repository.stigmerup("self", "update", "--version", "0.1.1")
    #expect(down.output == "stigmerup  0.1.2 -> 0.1.1\n" && down.status == 0)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.1\n")
    // The one before is still there, and can be asked to take its place again.
    let back = try StigmerupRun.run(
      repository.person.home.appending("self/0.1.2/stigmerup"),
      ["self", "update", "--version", "0.1.2"], environment: repository.person.environment,
      in: repository.person.project)
    #expect(back.output == "stigmerup  0.1.1 -> 0.1.2\n" && back.status == 0, "\(back.errors)")
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.2\n")
  }

  @Test func `update leaves stigmerup alone where the settings say so`() throws {
    try repository.publishManager("0.1.1")
    try repository.person.scratch.write(
      "home/settings.toml", "repository = \"\(repository.url)\"\nself-update = false\n")
    #expect(try repository.stigmerup("update").output == "stable   1.0.0 (unchanged)\n")
    #expect(try repository.stigmerup("self", "update").output == "stigmerup  0.1.0 -> 0.1.1\n")
  }

  // MARK: new ones that do not work

  static let broken: [(script: String, error: String)] = [
    (
      "kill -SEGV $$",
      "stigmerup 0.1.1 does not work here: 'stigmerup --version' was ended by signal 11"
    ),
    (
      "echo no library; exit 127",
      """
      stigmerup 0.1.1 does not work here: 'stigmerup --version' ended with status 127, and printed:
             no library
      """
    ),
    (
      "exec sleep 100",
      "stigmerup 0.1.1 does not work here: 'stigmerup --version' did not end within 10 seconds"
    ),
    (
      "case $0 in */staging/*) echo stigmerup 0.1.1 ;; *) exit 4 ;; esac",
      "stigmerup 0.1.1 does not work here: 'stigmerup --version' ended with status 4"
    ),
  ]

  @Test(arguments: broken)
  func `one that does not start is not switched to`(script: String, error: String) throws {
    try repository.publishManager("0.1.1", behaving: script)
    let before = try repository.state()
    let run = try repository.stigmerup("self", "update")
    #expect(
      run.errors.hasSuffix("error: \(error)\nhint: nothing was changed: this stigmerup stays\n"),
      "\(run.errors)")
    #expect(run.output == "" && run.status == 1)
    try expectUnchanged(before)
  }

  @Test(arguments: ["exit 3", "exec sleep 100", "echo stigmerup 0.1.0"])
  func `one that fails in its place is taken back`(failure: String) throws {
    try repository.publishManager(
      "0.1.1", behaving: "case $0 in */bin/*) \(failure) ;; *) echo stigmerup 0.1.1 ;; esac")
    let before = try repository.state()
    let run = try repository.stigmerup("update")
    #expect(run.output == "stable   1.0.0 (unchanged)\n" && run.status == 1)
    #expect(
      run.errors.hasSuffix("\nhint: stigmerup 0.1.0 is back in its place, and works\n"),
      "\(run.errors)")
    try expectUnchanged(before)
  }

  @Test func `one whose shim does not start is not switched to`() throws {
    try repository.publishManager("0.1.1", shim: "#!/bin/sh\nkill -BUS $$\n")
    let before = try repository.state()
    let run = try repository.stigmerup("self", "update")
    #expect(
      run.errors.contains("'stigmer-shim' was ended by signal 7") && run.status == 1,
      "\(run.errors)")
    try expectUnchanged(before)
  }

  private func expectUnchanged(
    _ before: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try repository.state() == before, sourceLocation: sourceLocation)
    #expect(try names("staging").isEmpty, sourceLocation: sourceLocation)
    #expect(
      try repository.stigmerup("--version").output == "stigmerup 0.1.0\n",
      sourceLocation: sourceLocation)
    #expect(
      try repository.stigmer("x").output == "stigmer 1.0.0: x\n", sourceLocation: sourceLocation)
  }

  @Test func `programs that start meanwhile are not disturbed`() throws {
    // To go back to it, it must be published.
    try repository.publishManager("0.1.0")
    try repository.publishManager("0.1.1")
    let script = """
      bin=${0%/*}; here=$1
      (
        while [ ! -e "$here/done" ]; do
          "$bin/stigmer" x || echo FAILED
          "$bin/stigmerup" --version || echo FAILED
        done
      ) >"$here/said" 2>&1 &
      "$bin/stigmerup" self update; status=$?
      "$bin/stigmerup" self update --version 0.1.0 || status=$?
      : >"$here/done"; wait; exit $status
      """
    let run = try StigmerupRun.run(
      "/bin/sh",
      [
        "-c", script, repository.person.home.appending("bin/stigmerup").string,
        repository.person.scratch.path.string,
      ], environment: repository.person.environment, in: repository.person.project)
    #expect(run.output == "stigmerup  0.1.0 -> 0.1.1\nstigmerup  0.1.1 -> 0.1.0\n", "\(run)")
    #expect(run.status == 0)
    let said = Set(try repository.person.scratch.read("said")?.split(separator: "\n") ?? [])
    #expect(
      said.isSubset(of: ["stigmer 1.0.0: x", "stigmerup 0.1.0", "stigmerup 0.1.1"]), "\(said)")
    #expect(said.contains("stigmer 1.0.0: x"))
  }

  // MARK: helpers

  private func names(_ folder: String) throws -> [String] {
    try Directory(repository.person.home.appending(folder)).names()
  }

  private func kept(_ version: String) -> FilePath {
    repository.person.scratch.path.appending("kept \(version)")
  }

  private func copy(_ source: FilePath, to place: FilePath) throws {
    let run = try StigmerupRun.run(
      "/bin/cp", ["-a", source.string, place.string], environment: [:], in: "/")
    try #require(run.status == 0, "\(run.errors)")
  }
}
