import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct PublishReleaseTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private func arguments(_ version: String, _ component: String, platform: String? = nil)
    -> [String]
  {
    [
      "release", "add", "--version", version, "--platform", platform ?? PublisherSite.platform,
      "--component", component,
    ]
  }

  @Test func `a leading v is dropped, and a path may hold blanks and '='`() throws {
    let path = try site.scratch.write("a = b/stigmer", "#!/bin/sh\n", mode: 0o755)
    let run = try site.run(arguments("v1.0.0", "stigmer=\(path)"))
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("the draft of 1.0.0 was written\n"))
    #expect(run.errors.contains("next: stigmerup-publish channel publish 1.0.0 --to stable"))
  }

  @Test func `the same again is unchanged, and other bytes are said to replace`() throws {
    let path = try site.build("stigmer", "one")
    #expect(try site.run(arguments("1.0.0", "stigmer=\(path)")).status == 0)
    let again = try site.run(arguments("1.0.0", "stigmer=\(path)"))
    #expect(again.output.hasSuffix("the draft of 1.0.0 is unchanged\n"))
    let other = try site.run(arguments("1.0.0", "stigmer=\(try site.build("stigmer", "two"))"))
    #expect(
      other.errors.contains(
        "note: stigmer for \(PublisherSite.platform) was there with other bytes, and was replaced"))
    #expect(other.output.hasSuffix("the draft of 1.0.0 was written\n"))
  }

  @Test func `drafts are listed, shown and removed`() throws {
    #expect(try site.run("release", "list").errors == "there are no drafts\n")
    try site.add(
      "1.0.0", "--commit", "A1B2C3D", "--notes-url", "https://example.org/1", "--date", "2026-01-31"
    )
    try site.add("1.1.0-beta.1", components: ["stigmer"])
    let list = try site.run("release", "list").output.split(separator: "\n")
    #expect(list.count == 3)
    #expect(list[1].hasPrefix("1.1.0-beta.1  \(PublisherSite.platform)"))
    #expect(list[2].contains("agent-runner stigmer"))
    let shown = try site.run("release", "show", "v1.0.0")
    #expect(shown.output.hasPrefix("stigmer 1.0.0, a draft\n"))
    for words in ["a1b2c3d", "https://example.org/1", "2026-01-31T00:00:00Z"] {
      #expect(shown.output.contains(words))
    }
    let json = try site.run("release", "list", "--json").json()
    #expect(try json.required("schema").integer(in: 1...1) == 1)
    #expect(
      try json.required("drafts").elements().map { try $0.required("version").string() }
        == ["1.1.0-beta.1", "1.0.0"])
    #expect(
      try site.run("release", "remove", "1.0.0").output == "removed the draft of stigmer 1.0.0\n")
    try site.expectRefusal(
      ["release", "remove", "1.0.0"], error: "there is no draft of stigmer 1.0.0",
      hint: "drafts: 1.1.0-beta.1")
  }

  @Test func `a published release is shown with its channels, and takes nothing more`() throws {
    try site.publish("1.0.0", to: "beta")
    let json = try site.run("release", "show", "1.0.0", "--json").json()
    #expect(try json.required("draft").boolean() == false)
    #expect(try json.required("channels").elements().map { try $0.string() } == ["beta"])
    #expect(try json.required("release").required("version").string() == "1.0.0")
    try site.expectRefusal(
      arguments("1.0.0", "stigmer=\(try site.build("stigmer", "other"))"),
      error: "1.0.0 is published already, in beta: releases are immutable",
      hint: "publish a new version")
    try site.expectRefusal(
      ["release", "remove", "1.0.0"], error: "there is no draft of stigmer 1.0.0",
      hint: "there are no drafts")
  }

  // MARK: smoke tests

  @Test func `a release whose smoke test fails is not added, and its output is shown`() throws {
    let path = try site.build("stigmer", "bad", script: "echo 'no database' >&2; exit 4")
    let before = try site.state()
    let run = try site.run(
      arguments("1.0.0", "stigmer=\(path)") + ["--smoke-test", "stigmer 'a b'"])
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "error: the smoke test of 1.0.0 failed: 'stigmer a b' ended with status 4, and printed:\n"
          + "       no database\n"))
    #expect(try site.state() == before)
  }

  @Test func `smoke tests run with quoted words, in an empty home, without the caller's variables`()
    throws
  {
    site.variables["SECRET"] = "x"
    let script = """
      [ "$#" = 2 ] && [ "$1" = 'a b' ] && [ "$2" = 'c"d' ] || exit 11
      [ -z "$(ls -A "$HOME")" ] && [ "$PWD" = "$HOME" ] && [ -z "$SECRET" ] || exit 12
      """
    let path = try site.build("stigmer", "good", script: script)
    let run = try site.run(
      arguments("1.0.0", "stigmer=\(path)") + ["--smoke-test", "stigmer 'a b' \"c\\\"d\""])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("1 smoke test passed"))
  }

  @Test func `a smoke test for another platform is recorded, and does not run`() throws {
    let path = try site.build("stigmer", "bad", script: "exit 4")
    let run = try site.run(
      arguments("1.0.0", "stigmer=\(path)", platform: PublisherSite.otherPlatform)
        + ["--smoke-test", "stigmer"])
    #expect(run.status == 0)
    #expect(run.errors.contains("no smoke test ran here"))
  }

  @Test func `a smoke test begins with a program of the release`() throws {
    try site.expectRefusal(
      arguments("1.0.0", "stigmer=\(try site.build("stigmer", "x"))") + [
        "--smoke-test", "rm -rf /",
      ],
      error: "the smoke test 'rm -rf /' does not begin with a program of this release",
      hint: "it brings stigmer")
  }

  // MARK: folders

  @Test func `a folder brings the programs in its bin, links and all`() throws {
    try site.scratch.write("app/bin/agent-runner", "#!/bin/sh\n", mode: 0o755)
    try site.scratch.write("app/bin/agent-helper", "#!/bin/sh\n", mode: 0o755)
    try site.scratch.write("app/_internal/data", "x")
    try Directory(site.scratch.path.appending("app")).createLink("current", to: "_internal")
    #expect(try site.run(arguments("1.0.0", "agent-runner=\(site.scratch.path)/app")).status == 0)
    let json = try site.run("release", "show", "1.0.0", "--json").json()
    let programs = try json.required("release").required("components").required("agent-runner")
      .required("platforms").required(PublisherSite.platform).required("executables").members()
    #expect(programs.all.map(\.name) == ["agent-helper", "agent-runner"])
  }

  @Test func `what an artifact may not hold is refused, and nothing is left of it`() throws {
    try site.scratch.write("app/agent-runner", "#!/bin/sh\n", mode: 0o755)
    try Directory(site.scratch.path.appending("app")).createLink("way-out", to: "/etc/passwd")
    let before = try site.state()
    let run = try site.run(arguments("1.0.0", "agent-runner=\(site.scratch.path)/app"))
    #expect(run.status == 1)
    #expect(run.errors.contains("error: cannot pack '\(site.scratch.path)/app': 'way-out'"))
    #expect(try site.state() == before)
    #expect(try Directory(site.repo.appending(".staging")).names() == [])
  }

  @Test func `a component that is not there is named`() throws {
    try site.expectRefusal(
      arguments("1.0.0", "stigmer=\(site.scratch.path)/nope"),
      error: "component 'stigmer': there is no file or folder '\(site.scratch.path)/nope'")
  }

  @Test func `all that is served can be read by all, whatever the umask`() throws {
    let site = try PublisherSite(initialized: false)
    for command in [
      ["init", site.repo.string, "--keys", site.keys.string],
      [
        "release", "add", "--version", "1.0.0", "--platform", PublisherSite.platform,
        "--component", "stigmer=\(try site.build("stigmer", "1.0.0"))",
      ], ["channel", "publish", "1.0.0", "--to", "stable", "-y"],
    ] {
      let run = try StigmerupRun.run(
        "/bin/sh",
        ["-c", "umask 077; exec \"$@\"", "sh", PublisherSite.program.string] + command,
        environment: site.environment, in: site.scratch.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let closed = try StigmerupRun.run(
      "/bin/sh",
      [
        "-c",
        "find \"$1\" -path '*/.staging' -prune -o -name .lock -prune -o "
          + "\\( -type d ! -perm 755 -o -type f ! -perm 644 \\) -print", "sh", site.repo.string,
      ], environment: site.environment, in: site.scratch.path)
    #expect(closed.output == "")
    #expect(closed.status == 0)
  }
}
