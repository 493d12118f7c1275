import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct PublishUsageTests {
  static let commands = [
    "init", "release", "release add", "release list", "release show", "release remove", "channel",
    "channel publish", "channel promote", "channel show", "keys", "keys generate", "keys list",
    "keys encrypt", "keys decrypt", "keys rotate", "role", "role edit", "role show", "sign",
    "publish", "bootstrap", "refresh", "verify", "serve",
  ]

  @Test(arguments: commands)
  func `every command has help with an example`(command: String) throws {
    let site = try PublisherSite(initialized: false)
    let run = try site.run(command.split(separator: " ").map(String.init) + ["--help"])
    #expect(run.status == 0)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains("Example:"))
    let name = command.split(separator: " ")[0]
    #expect(
      lines.contains {
        $0.hasPrefix("  stigmerup-publish \(name)") || $0.hasPrefix("  stigmerup-publish root edit")
      })
    let isGroup = ["release", "channel", "keys", "role"].contains(command)
    #expect(isGroup || lines.contains { $0.hasPrefix("Keys: ") }, "which keys it needs")
    // The parser breaks long lines: none of the examples' is broken.
    #expect(!lines.contains { $0.hasPrefix("--") })
  }

  @Test func `--version names the program and its version`() throws {
    let run = try PublisherSite(initialized: false).run("--version")
    #expect(run.output == "stigmerup-publish 0.1.0\n")
    #expect(run.status == 0)
  }

  static let mistakes: [(words: [String], error: String, hint: String?)] = [
    (
      ["pubish"], "there is no command 'stigmerup-publish pubish'",
      "did you mean 'stigmerup-publish publish'?"
    ),
    (["zzzz"], "there is no command 'stigmerup-publish zzzz'", "stigmerup-publish --help"),
    (
      ["root", "edti"], "there is no command 'stigmerup-publish root edti'",
      "did you mean 'stigmerup-publish root edit'?"
    ),
    (
      ["relase"], "there is no command 'stigmerup-publish relase'",
      "did you mean 'stigmerup-publish release'?"
    ),
    (
      ["channel", "promot"], "there is no command 'stigmerup-publish channel promot'",
      "did you mean 'stigmerup-publish channel promote'?"
    ),
    (
      ["channel", "publish", "stable", "--to", "1.0.0"],
      "the version and the channel have changed places",
      "stigmerup-publish channel publish 1.0.0 --to stable"
    ),
    (
      ["channel", "promote", "beta", "--from", "1.0.0", "--to", "stable"],
      "the version and the channel have changed places",
      "stigmerup-publish channel promote 1.0.0 --from beta --to stable"
    ),
    (
      ["channel", "promote", "stable", "--from", "beta", "--to", "1.0.0"],
      "the version and the channel have changed places",
      "stigmerup-publish channel promote 1.0.0 --from beta --to stable"
    ),
    (
      ["channel", "publish", "1.0.0", "--to", "stabel"], "there is no channel 'stabel'",
      "did you mean stable?"
    ),
    (
      ["channel", "publish", "1.0.0", "--to", "nightly"], "there is no channel 'nightly'",
      "the channels are stable, beta, dev and stigmerup"
    ),
    (
      ["channel", "publish", "1.2", "--to", "stable"], "'1.2' is not a version",
      "did you mean 1.2.0?"
    ),
    (
      ["channel", "publish", "1.0.0"], "missing expected argument '--to <channel>'",
      "stigmerup-publish channel publish --help"
    ),
    (
      ["channel", "promote", "1.0.0", "--to", "stable"],
      "missing expected argument '--from <channel>'", "stigmerup-publish channel promote --help"
    ),
    (
      ["channel", "publish", "stable", "1.0.0"], "missing expected argument '--to <channel>'",
      "stigmerup-publish channel publish 1.0.0 --to stable"
    ),
    (
      ["channel", "promote", "beta", "stable"], "missing expected argument '--from <channel>'",
      "stigmerup-publish channel promote VERSION --from beta --to stable"
    ),
    (
      ["release", "show", "x"], "'x' is not a version",
      "a version is written like 1.4.0 or 1.5.0-beta.2"
    ),
    (
      ["serve", "--host", "0.0.0.0"], "--host: '0.0.0.0' is not possible",
      "only 127.0.0.1, ::1 or localhost: other machines are served by a real web server"
    ),
    (
      ["serve", "--port", "70000"],
      "the value '70000' is invalid for '--port <port>'", "stigmerup-publish serve --help"
    ),
    (
      ["bootstrap", "--platform", "windows", "--program", "."],
      "--platform: 'windows' is not possible",
      "the platforms are linux-amd64, linux-arm64, darwin-amd64, darwin-arm64"
    ),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with what was meant, and changes nothing`(
    words: [String], error: String, hint: String?
  ) throws {
    try PublisherSite().expectRefusal(words, error: error, hint: hint, status: 2)
  }

  static let additions: [(options: [String], error: String, hint: String?)] = [
    (
      ["--component", "stigmer"], "'stigmer' is not of the form --component stigmer=PATH",
      "--component stigmer=PATH"
    ),
    (
      ["--component", "A=/bin/sh"], "'A=/bin/sh' is not of the form --component stigmer=PATH",
      "--component stigmer=PATH"
    ),
    (["--component", "stigmer=/bin/sh"], "component 'stigmer' is given twice", nil),
    (
      ["--profile", "stigmer=all"], "--profile stigmer: 'all' is not possible",
      "minimal, standard or complete"
    ),
    (["--profile", "ruff=complete"], "--profile names 'ruff', which no --component adds", nil),
    (["--smoke-test", "stigmer 'x"], "the quotes in 'stigmer 'x' do not come in pairs", nil),
    (["--commit", "main"], "--commit: 'main' is not possible", "4 to 64 hexadecimal digits"),
    (
      ["--date", "yesterday"], "--date: 'yesterday' is not possible", "--date 2026-01-31T12:00:00Z"
    ),
    (
      ["--notes-url", "javascript:alert(1)"], "--notes-url: 'javascript:alert(1)' is not possible",
      "--notes-url https://example.org/1.4.0"
    ),
    (
      ["--requires-glibc", "new"], "--requires-glibc: 'new' is not possible",
      "--requires-glibc 2.35"
    ),
    (["--compression", "0"], "--compression: '0' is not possible", "1 (fast) to 19 (small)"),
  ]

  @Test(arguments: additions)
  func `an option of 'release add' that means nothing is told`(
    options: [String], error: String, hint: String?
  ) throws {
    try PublisherSite().expectRefusal(
      [
        "release", "add", "--version", "1.0.0", "--platform", "linux-amd64", "--component",
        "stigmer=/bin/sh",
      ] + options, error: error, hint: hint, status: 2)
  }

  @Test func `without a repository or keys it says which option or variable names them`() throws {
    let site = try PublisherSite()
    site.variables = ["STIGMERUP_PUBLISH_REPO": ""]
    try site.expectRefusal(
      ["release", "list"], error: "neither --repo nor STIGMERUP_PUBLISH_REPO is given",
      hint: "--repo FOLDER, or: export STIGMERUP_PUBLISH_REPO=FOLDER", status: 2)
    site.variables = ["STIGMERUP_PUBLISH_KEYS": ""]
    try site.expectRefusal(
      ["refresh"], error: "neither --keys nor STIGMERUP_PUBLISH_KEYS is given",
      hint: "--keys FOLDER, or: export STIGMERUP_PUBLISH_KEYS=FOLDER", status: 2)
  }

  @Test func `a folder that is no repository is told`() throws {
    let site = try PublisherSite(initialized: false)
    let nowhere = site.scratch.path.appending("nowhere").string
    for command in [["release", "list"], ["channel", "show"], ["serve", nowhere]] {
      let repo = command[0] == "serve" ? [] : ["--repo", nowhere]
      try site.expectRefusal(
        command + repo,
        error: "'\(nowhere)' is not a repository: it has no metadata/timestamp.json",
        hint: "make one: stigmerup-publish init DIR --keys DIR")
    }
  }
}
