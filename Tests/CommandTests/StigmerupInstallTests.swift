import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// From `install` to updates, against repositories made by the built publisher.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupInstallTests {
  @Test func `install says what it did, once`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let run = try repository.stigmerup("install", "beta")
    #expect(run.output == "installed 1.1.0-beta.1 (agent-runner, stigmer)\nbeta is 1.1.0-beta.1\n")
    #expect(run.errors.hasPrefix("downloading 1.1.0-beta.1 (") && run.status == 0)
    let again = try repository.stigmerup("install", "beta")
    #expect(again.output == "1.1.0-beta.1 is installed already\n")
    #expect(again.errors == "" && again.status == 0)
    let quiet = try repository.stigmerup("install", "-q", "1.0.0", "beta")
    #expect(quiet.errors == "" && quiet.status == 0)
  }

  @Test func `install goes on after a version that is not listed`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let run = try repository.stigmerup("install", "9.9", "stable")
    #expect(run.output == "installed 1.0.0 (agent-runner, stigmer)\nstable is 1.0.0\n")
    #expect(run.errors.contains("error: no release matches '9.9' in 'stable'\n"))
    #expect(run.status == 1)
  }

  @Test(arguments: ["stabel", "a/b", "1.4.2.3"])
  func `install does nothing with an argument that cannot be a selector`(text: String) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let run = try repository.stigmerup("install", "stable", text)
    #expect(run.errors.hasPrefix("error: '\(text)' names no channel, version or linked build\n"))
    #expect(run.output == "" && run.status == 2)
    #expect(try repository.stigmerup("list").output == "")
  }

  @Test func `a version is asked of the channel that is named`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let stable = try repository.stigmerup("install", "1.1.0-beta.1")
    #expect(stable.errors.hasPrefix("error: no release matches '1.1.0-beta.1' in 'stable'\n"))
    #expect(stable.errors.contains("another channel is asked with --from beta\n"))
    let beta = try repository.stigmerup("install", "1.1.0-beta.1", "--from", "beta")
    #expect(beta.output == "installed 1.1.0-beta.1 (agent-runner, stigmer)\n" && beta.status == 0)
    #expect(try repository.stigmerup("install", "beta").status == 0)
    let both = try repository.stigmerup("install", "9.9")
    #expect(both.errors.contains("in 'stable' and 'beta'\n"))
    #expect(both.errors.hasSuffix("another channel is asked with --from dev\n"))
    let manager = try repository.stigmerup("install", "1.0.0", "--from", "stigmerup")
    #expect(manager.status == 2)
  }

  @Test func `profiles and components choose what is installed`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let minimal = try repository.stigmerup("install", "stable", "--profile", "minimal")
    #expect(minimal.output == "installed 1.0.0 (stigmer)\nstable is 1.0.0\n")
    #expect(minimal.errors.hasSuffix("1.0.0 is the CLI alone: it brings no agent-runner\n"))
    let more = try repository.stigmerup(
      "install", "stable", "--profile", "minimal", "--component", "agent-runner")
    #expect(more.output == "installed 1.0.0 (agent-runner, stigmer)\n")
    let unknown = try repository.stigmerup("install", "stable", "--component", "nope")
    #expect(
      unknown.errors
        == "error: 1.0.0 has no component 'nope'; it has agent-runner and stigmer\n")
    #expect(unknown.status == 1)
  }

  @Test func `install without a selector follows the pin, components included`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    try repository.person.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = '1.0'\nprofile = 'minimal'\n")
    let run = try repository.stigmerup("install")
    #expect(run.output == "installed 1.0.0 (stigmer)\n" && run.status == 0)
    #expect(
      run.errors.hasPrefix(
        "this folder selects 1.0 (pin ~/project/stigmer-toolchain.toml, selector \"1.0\")\n"))
  }

  @Test func `what is missing is installed by the shim and by run, and said`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let shim = try repository.stigmer("+beta", "x")
    #expect(shim.output == "stigmer 1.1.0-beta.1: x\n" && shim.status == 0)
    #expect(shim.errors.hasPrefix("installing beta, selected by the first argument\ndownloading "))
    #expect(shim.errors.hasSuffix("\ninstalled 1.1.0-beta.1\n"))
    try repository.publish("1.2.0", to: "stable")
    let run = try repository.stigmerup("run", "1.2", "stigmer", "fail")
    #expect(run.output == "stigmer 1.2.0: fail\n" && run.status == 3)
    #expect(run.errors.hasPrefix("installing 1.2, selected by 'stigmerup run'\n"))
  }

  // MARK: update and check

  @Test func `check and update say the same, and update does it`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    #expect(try repository.stigmerup("install", "beta").status == 0)
    let nothing = try repository.stigmerup("check")
    #expect(nothing.output == "stable   1.0.0 (current)\nbeta     1.1.0-beta.1 (current)\n")
    #expect(nothing.status == 0)
    try repository.publish("1.1.0", to: "beta")
    try repository.promote("1.1.0", from: "beta", to: "stable")
    let news = "stable   1.0.0 -> 1.1.0\nbeta     1.1.0-beta.1 -> 1.1.0\n"
    let check = try repository.stigmerup("check")
    #expect(check.output == news && check.errors == "" && check.status == 100)
    let before = try repository.state()
    #expect(try repository.stigmerup("check", "beta").output == "beta     1.1.0-beta.1 -> 1.1.0\n")
    #expect(try repository.state() == before)
    let update = try repository.stigmerup("update")
    #expect(update.output == news && update.status == 0)
    #expect(update.errors.hasPrefix("downloading 1.1.0 ("))
    #expect(try repository.stigmer("x").output == "stigmer 1.1.0: x\n")
    #expect(try repository.stigmerup("check").status == 0)
  }

  @Test func `check --json has the members that scripts rely on`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let run = try repository.stigmerup("check", "--json")
    let updates = try run.json().required("updates").elements(limit: 5)
    let update = try #require(updates.first)
    #expect(try update.required("selector").string() == "stable")
    #expect(try update.required("present").string() == "1.0.0")
    #expect(try update.required("offered").string() == "1.0.1")
    #expect(try update.required("channel").string() == "stable")
    #expect(try update.required("newer").boolean() && !update.required("lower").boolean())
    #expect(try run.json().required("stigmerup").required("present").string() == "0.1.0")
    #expect(run.status == 100)
  }

  @Test func `a channel that went back is followed, and that is said`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.publish("1.1.0", to: "stable")
    try repository.initialize()
    try repository.publisher(
      "channel", "publish", "1.0.0", "--to", "stable", "--repo", repository.path.string, "--keys",
      "\(repository.person.scratch.path)/keys", "-y")
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.1.0 -> 1.0.0 (lower: the channel went back)\n")
    #expect(update.status == 0)
  }

  @Test func `a channel that fails leaves the others be`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    #expect(try repository.stigmerup("install", "beta").status == 0)
    try repository.publish("1.0.1", to: "stable")
    try repository.publish("1.1.0", to: "beta")
    try spoilChannel("beta", of: repository)
    for command in ["check", "update"] {
      let run = try repository.stigmerup(command)
      #expect(run.output == "stable   1.0.0 -> 1.0.1\n")
      #expect(run.errors.contains("error: ") && run.errors.contains("beta"), "\(run.errors)")
      #expect(run.status == 1)
    }
    #expect(try repository.stigmer("+beta", "x").output == "stigmer 1.1.0-beta.1: x\n")
  }

  /// Rubbish in place of the newest metadata of one channel's role.
  private func spoilChannel(_ channel: String, of repository: StigmerupRepository) throws {
    let names = try Directory(repository.path).openDirectory("metadata").names()
      .filter { $0.hasSuffix(".\(channel).json") }
    for name in names { try repository.person.scratch.write("repo/metadata/\(name)", "<html>") }
  }

  @Test func `a release whose smoke test fails is not switched to, and its output is shown`() throws
  {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable", smokeTest: "stigmer works")
    try repository.breakPrograms()
    let before = try repository.state()
    let update = try repository.stigmerup("update", "--no-self-update")
    #expect(
      update.errors.hasSuffix(
        """
        error: the smoke test of 1.0.1 failed: 'stigmer works' ended with status 9, and printed:
               stigmer 1.0.1: works
               something is missing
        hint: nothing was switched or published; what ran before still runs

        """))
    #expect(update.output == "" && update.status == 1)
    #expect(try repository.state() == before)
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
  }

  @Test func `update without a channel says so`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize("--no-install")
    let run = try repository.stigmerup("update")
    #expect(run.errors == "no channel is installed: stigmerup install stable\n")
    #expect(run.output == "" && run.status == 0)
  }

  // MARK: what can be installed

  @Test func `list --available tells versions, dates, sizes and what is here`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let run = try repository.stigmerup("list", "--available")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4 && lines.first == "stable" && lines[2] == "beta")
    #expect(lines[1].contains(/^  1\.0\.0  \d{4}-\d\d-\d\d  \d+ B  current, installed$/))
    #expect(lines[3].contains(/^  1\.1\.0-beta\.1  \d{4}-\d\d-\d\d  \d+ B  current$/))
    let partial = try repository.stigmerup("list", "--available", "1.1")
    #expect(partial.output.hasPrefix("beta\n  1.1.0-beta.1  "))
    let none = try repository.stigmerup("list", "--available", "7")
    #expect(none.errors == "there is nothing to install for '7'\n" && none.status == 0)
    let wrong = try repository.stigmerup("list", "--available", "bata")
    #expect(wrong.errors.hasSuffix("hint: did you mean 'beta'?\n") && wrong.status == 2)
  }

  @Test func `list --available says when a channel went back`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.publish("1.1.0", to: "stable")
    try repository.publisher(
      "channel", "publish", "1.0.0", "--to", "stable", "--repo", repository.path.string, "--keys",
      "\(repository.person.scratch.path)/keys", "-y")
    try repository.initialize()
    let run = try repository.stigmerup("list", "--available", "stable")
    #expect(run.output.contains(/\n  1\.0\.0 .*  current, installed\n/))
    #expect(
      run.errors
        == "  the channel went back: its current release, 1.0.0, is lower than 1.1.0\n")
  }

  @Test func `list --available shows ten of a channel, and how to see the others`() throws {
    let repository = try StigmerupRepository.usual()
    for patch in 1...11 { try repository.publish("1.0.\(patch)", to: "stable") }
    try repository.initialize("--no-install")
    let some = try repository.stigmerup("list", "--available")
    #expect(some.output.contains("  1.0.2 ") && !some.output.contains("  1.0.1 "))
    #expect(some.errors == "  and 2 more; all of them: stigmerup list --available stable\n")
    let all = try repository.stigmerup("list", "--available", "stable")
    #expect(all.output.split(separator: "\n").count == 13 && all.errors == "")
  }

  @Test func `list --available --json tells the same`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let available = try repository.stigmerup("list", "--available", "stable", "--json").json()
      .required("available").elements(limit: 5)
    let release = try #require(available.first)
    #expect(try release.required("channel").string() == "stable")
    #expect(try release.required("version").string() == "1.0.0")
    #expect(try release.required("current").boolean() && release.required("installed").boolean())
    #expect(try release.required("size").integer(in: 1...100_000) > 0)
    #expect(Instant(try release.required("published").string()) != nil)
  }

  // MARK: without a network, without rights

  @Test func `offline uses what is here, and says what is missing`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try Directory(repository.person.scratch.path).removeTree("repo")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let list = try repository.stigmerup("list", "--available", "stable", "--offline")
    #expect(list.output.hasPrefix("stable\n  1.0.0  ") && list.status == 0)
    let beta = try repository.stigmerup("--offline", "install", "beta")
    #expect(
      beta.errors == """
        error: the index of channel 'beta' is not on this machine, and --offline forbids to fetch it
        hint: run it again without --offline

        """)
    #expect(beta.status == 1)
    let update = try repository.stigmerup("update")
    #expect(update.errors.hasPrefix("error: ") && update.status == 1)
  }

  @Test(
    .enabled(if: StigmerupRun.isRoot, "needs root, to become another user"),
    arguments: [["check"], ["list", "--available"]])
  func `another user's home can be asked about what is new`(arguments: [String]) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let before = try repository.person.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project,
      wrapper: ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    #expect(run.output.contains("1.0.1"), "\(run.errors)")
    #expect(run.errors == "" && run.status == (arguments == ["check"] ? 100 : 0))
    #expect(try repository.person.scratch.snapshot("home") == before)
  }

  // MARK: over a server

  @Test func `the publisher's own server serves all of it`() throws {
    let repository = try StigmerupRepository.usual()
    let publish = StigmerupRun.programs.appending("stigmerup-publish").string
    let script = """
      "$1" serve "$2" --port 0 >url 2>server-errors & server=$!
      trap 'kill $server' EXIT
      for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s url ] && break; sleep 0.2; done
      read -r url <url
      "$0" init -y --no-modify-path --repository "$url" --root "$2/metadata/1.root.json" || exit
      "$STIGMERUP_HOME/bin/stigmerup" -v check
      """
    let run = try StigmerupRun.run(
      "/bin/sh",
      [
        "-c", script, StigmerupRun.programs.appending("stigmerup").string, publish,
        repository.path.string,
      ],
      environment: repository.person.environment, in: repository.person.project)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("stigmer 1.0.0 is installed.\n"))
    #expect(run.output.hasSuffix("stable   1.0.0 (current)\n"))
    #expect(run.errors.contains("GET http://127.0.0.1:"))
  }
}
