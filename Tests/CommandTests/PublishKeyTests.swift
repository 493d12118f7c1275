import Host
import SystemPackage
import TestSupport
import Testing

/// Secret keys, and who may use them.
@Suite struct PublishKeyTests {
  @Test func `encrypted keys sign with their passphrase and not without`() throws {
    let site = try PublisherSite(initialized: false)
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "correct horse"
    try site.succeed("init", site.repo.string, "--keys", site.keys.string, "--encrypt")
    for name in try Directory(site.keys).names()
    where name.hasSuffix(".pem") && !name.hasSuffix(".pub.pem") {
      let pem = try site.scratch.read("keys/\(name)")
      #expect(pem?.hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") == true)
    }
    try site.publish("1.0.0", to: "stable")
    let hint = "set STIGMERUP_PUBLISH_PASSPHRASE, or run it on a terminal, which asks"
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "wrong"
    try site.expectRefusal(
      ["refresh"],
      error:
        "the passphrase in STIGMERUP_PUBLISH_PASSPHRASE does not open '\(site.keys)/snapshot.pem'",
      hint: "set the right one, or unset it and run it on a terminal, which asks")
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = ""
    try site.expectRefusal(
      ["refresh"],
      error:
        "'\(site.keys)/snapshot.pem': the secret key is encrypted, and there is no passphrase",
      hint: hint)
  }

  @Test func `init --encrypt without a passphrase and a terminal makes nothing`() throws {
    let site = try PublisherSite(initialized: false)
    try site.expectRefusal(
      ["init", site.repo.string, "--keys", site.keys.string, "--encrypt"],
      error: "there is no passphrase to encrypt the keys with",
      hint: "set STIGMERUP_PUBLISH_PASSPHRASE, or run it on a terminal")
    #expect(try site.state() == [])
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `at a terminal the passphrase is asked twice for new keys, and once to sign`() throws {
    let site = try PublisherSite(initialized: false)
    let new = ("New passphrase of the secret keys:", "The same again:")
    let differing = try atTerminal(site, "init --encrypt", [(new.0, "abc-123"), (new.1, "two")])
    #expect(differing.contains("the two passphrases differ; no key was made"))
    #expect(try site.state() == [])
    let made = try atTerminal(site, "init --encrypt", [(new.0, "abc-123"), (new.1, "abc-123")])
    #expect(made.contains("made the repository"))
    let question = "Passphrase of the secret keys:"
    let refreshed = try atTerminal(site, "refresh", [(question, "abc-123")])
    #expect(refreshed.split(separator: question).count == 2)
    #expect(try Directory(site.repo).status("metadata/2.snapshot.json") != nil)
    #expect(![differing, made, refreshed].contains { $0.contains("abc-123") })
  }

  /// Types each answer once its prompt is there: what is typed before a passphrase is asked for does not count.
  ///
  /// - Returns: What the terminal showed.
  private func atTerminal(
    _ site: PublisherSite, _ arguments: String, _ answers: [(prompt: String, text: String)]
  ) throws -> String {
    let script = """
      rm -f shown
      : >shown
      { shift 2
        while [ $# -gt 0 ]; do
          until grep -q "$1" shown; do sleep 0.05; done
          printf '%s\\n' "$2"
          shift 2
        done
      } | script -qefc "'$1' $2" shown >/dev/null
      """
    _ = try StigmerupRun.run(
      "/bin/sh",
      ["-c", script, "sh", PublisherSite.program.string, arguments]
        + answers.flatMap { [$0.prompt, $0.text] },
      environment: site.environment.merging(["TERM": "dumb"]) { $1 }, in: site.scratch.path)
    return try site.scratch.read("shown") ?? ""
  }

  @Test func `a key that others can read is refused with the command that mends it`() throws {
    let site = try PublisherSite()
    try site.add("1.0.0")
    let key = site.keys.appending("stable.pem")
    try Directory(site.keys).openFile("stable.pem").setMode(0o644)
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stable", "-y", "-q"],
      error: "the secret key '\(key)' can be read by others", hint: "chmod 600 '\(key)'")
    try Directory(site.keys).openFile("stable.pem").setMode(0o600)
    try site.succeed("channel", "publish", "1.0.0", "--to", "stable", "-y")
  }

  @Test func `a machine with dev's key alone signs for dev and for nothing else`() throws {
    let site = try PublisherSite()
    try site.publish("1.0.0", to: "beta")
    try site.add("1.1.0")
    let keys = try Directory(site.keys)
    for name in ["root", "targets", "stable", "beta", "stigmerup", "installer"] {
      try keys.removeFile("\(name).pem")
    }
    try site.succeed("channel", "publish", "1.1.0", "--to", "dev", "-y")
    try site.expectRefusal(
      ["channel", "promote", "1.0.0", "--from", "beta", "--to", "stable", "-y"],
      error: "the key of role 'stable' is not in '\(site.keys)'",
      hint: "name the folder with the keys: --keys DIR")
  }

  @Test func `the keys of another repository are refused before anything is written`() throws {
    let site = try PublisherSite()
    let other = try PublisherSite()
    try site.add("1.0.0")
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stable", "-y", "--keys", other.keys.string],
      error: "the keys are those of another repository than '\(site.repo)'",
      hint: "name the folder of its own keys: --keys DIR")
    try site.expectRefusal(
      ["refresh", "--keys", site.scratch.path.appending("nowhere").string],
      error: "there is no folder of keys '\(site.scratch.path)/nowhere'",
      hint: "name the folder with the keys: --keys DIR")
  }
}
