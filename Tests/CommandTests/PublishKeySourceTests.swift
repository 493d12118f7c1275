import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Secret keys from variables and from other programs.
@Suite struct PublishKeySourceTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private func path(_ name: String) -> String { site.scratch.path.appending(name).string }

  /// Takes a key out of the folder.
  ///
  /// - Returns: Its text.
  private func take(_ role: String) throws -> String {
    let text = try #require(try site.scratch.read("keys/\(role).pem"))
    try Directory(site.keys).removeFile("\(role).pem")
    return text
  }

  private func base64(_ text: String) throws -> String {
    try site.scratch.write("plain", text)
    return try StigmerupRun.run(
      "/usr/bin/base64", [path("plain")], environment: [:], in: site.scratch.path
    ).output
  }

  @Test func `a continuous-integration machine signs with variables alone`() throws {
    site.variables["DEV_KEY"] = try take("dev")
    site.variables["SNAPSHOT_KEY"] = try base64(try take("snapshot"))
    let timestamp = try base64(try take("timestamp"))
    site.variables["TIMESTAMP_KEY"] = timestamp.split(separator: "\n").joined()
    try site.add("1.0.0")
    let command = [
      "channel", "publish", "1.0.0", "--to", "dev", "-y", "--key", "env:DEV_KEY", "--key",
      "env:SNAPSHOT_KEY", "--key",
    ]
    try site.expectRefusal(
      command + ["env:NO_SUCH_KEY"],
      error: "the variable 'NO_SUCH_KEY' holds no key: it is not set",
      hint: "it should hold the key's PEM, or base64 of it")
    let run = try site.run(command + ["env:TIMESTAMP_KEY"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!(run.output + run.errors).contains("PRIVATE"))
    #expect(try site.run("verify").status == 0)
    site.variables["DEV_KEY"] = "no key"
    let garbage = try site.run("refresh", "--key", "env:DEV_KEY")
    #expect(garbage.errors == "error: 'env:DEV_KEY': this is not a secret key in PEM\n")
  }

  @Test func `an encrypted key in a variable needs the passphrase`() throws {
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "seven words"
    try site.succeed("keys", "encrypt", "timestamp")
    site.variables["KEY"] = try take("timestamp")
    #expect(try site.run("refresh", "--key", "env:KEY").status == 0)
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = ""
    let run = try site.run("refresh", "--key", "env:KEY")
    #expect(run.errors.contains("'env:KEY': the secret key is encrypted"))
  }

  // MARK: commands

  private func command(_ body: String) throws -> String {
    try site.scratch.write("sign it", "#!/bin/sh\n\(body)\n", mode: 0o755)
    return "'\(path("sign it"))'"
  }

  private func draft() throws -> String {
    try site.succeed("role", "edit", "--draft", path("r.draft"), "--renew", "root")
    return path("r.draft")
  }

  @Test func `a signing command gets the bytes and its words as they are, and no shell`() throws {
    let program = try command(
      "[ \"$1\" = 'two words; touch evil $(touch evil)' ] || exit 7\n"
        + "exec openssl dgst -sha256 -sign \"$2\" -binary")
    let run = try site.run(
      "sign", try draft(), "-y", "--sign-with",
      "\(program) 'two words; touch evil $(touch evil)' \"\(site.keys)/root.pem\"",
      "--public-key", "\(site.keys)/root.pub.pem")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("root: 1 of 1 signatures\n"))
    #expect(try site.scratch.read("evil") == nil)
    #expect(try site.run("publish", path("r.draft"), "-y").status == 0)
  }

  static let failures: [(body: String, more: [String], error: String)] = [
    ("exit 3", [], "failed with exit status 3"), ("kill -9 $$", [], "was ended by signal 9"),
    ("exit 0", [], "(0 bytes) is not a signature by key"),
    ("echo Signature:; cat", [], "is not a signature by key"),
    ("yes", [], "wrote more than 4096 bytes: that is no signature"),
    ("exec sleep 100", ["--sign-timeout", "1"], "gave no answer within 1 seconds, and was ended"),
    (
      "exec openssl dgst -sha256 -sign OTHER -binary", [], "is not a signature by key"
    ),
  ]

  @Test(arguments: failures)
  func `a command that gives no right signature is refused before anything is written`(
    body: String, more: [String], error: String
  ) throws {
    let body = body.replacing("OTHER", with: "'\(site.keys)/targets.pem'")
    let (draft, program) = (try draft(), try command(body))
    let before = try site.scratch.read("r.draft")
    let run = try site.run(
      ["sign", draft, "-y", "-q", "--sign-with", program, "--public-key"]
        + ["\(site.keys)/root.pub.pem"] + more)
    #expect(run.errors.contains(error), "\(run.errors)")
    #expect(run.status == 1)
    #expect(try site.scratch.read("r.draft") == before)
  }

  @Test func `a command that is not there, or without its public key, is told`() throws {
    let draft = try draft()
    let missing = try site.run(
      "sign", draft, "-y", "-q", "--sign-with", "no-such-signer", "--public-key",
      "\(site.keys)/root.pub.pem")
    #expect(
      missing.errors == "error: the signing command 'no-such-signer' is in no folder of PATH\n")
    let unpaired = try site.run("sign", draft, "-y", "-q", "--sign-with", "x")
    #expect(
      unpaired.errors.hasPrefix(
        "error: every --sign-with needs its --public-key, in the same order\n"))
    #expect(unpaired.status == 2)
  }

  // MARK: a token

  static let module = "/usr/lib/softhsm/libsofthsm2.so"
  static let hasToken =
    [
      ("/usr/bin", "softhsm2-util"), ("/usr/bin", "pkcs11-tool"),
      ("/usr/lib/softhsm", "libsofthsm2.so"),
    ]
    .allSatisfy { folder, name in
      ((try? Directory(FilePath(folder)).status(name, followingLinks: true)) ?? nil) != nil
    }

  /// The commands of docs/publishing/keys.md, as they stand there.
  @Test(.enabled(if: Self.hasToken, "needs softhsm2 and opensc"))
  func `a key that never leaves a PKCS#11 token signs for root, as documented`() throws {
    let blocks = try DocumentCommands.blocks(of: "docs/publishing/keys.md", marked: "token")
    #expect(blocks.count >= 2)
    try site.scratch.folder("tokens")
    try site.scratch.write(
      "softhsm2.conf",
      "directories.tokendir = \(path("tokens"))\nobjectstore.backend = file\nlog.level = ERROR\n")
    site.variables["SOFTHSM2_CONF"] = path("softhsm2.conf")
    for block in blocks {
      let run = try DocumentCommands.run(block, in: site)
      try #require(run.status == 0, "\(block)\n\(run.output)\(run.errors)")
    }
    #expect(try site.run("verify").status == 0)
    #expect(
      try site.run("role", "show", "root").output.contains("2 of 2 must sign"))
  }
}
