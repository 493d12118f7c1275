import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `keys generate`, `list`, `encrypt` and `decrypt`.
@Suite struct PublishKeyFileTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private func path(_ name: String) -> String { site.scratch.path.appending(name).string }

  @Test(arguments: [
    ([], "ed25519", "ED25519"), (["--type", "ecdsa-sha2-nistp256"], "ecdsa-sha2-nistp256", "EC"),
    (["--type", "rsassa-pss-sha256"], "rsassa-pss-sha256", "RSA"),
  ])
  func `a new key is PKCS#8, its owner's alone, and openssl reads both halves`(
    more: [String], scheme: String, name: String
  ) throws {
    let run = try site.run(["keys", "generate", path("deep/new.pem")] + more)
    #expect(run.status == 0 && run.output.hasSuffix("  \(scheme)\n"), "\(run.errors)")
    let folder = try Directory(site.scratch.path.appending("deep"))
    #expect(try folder.status("new.pem")?.mode == 0o600)
    #expect(try site.scratch.read("deep/new.pem")?.hasPrefix("-----BEGIN PRIVATE KEY-----") == true)
    let halves = try ["", "-pubin "].map { half in
      try StigmerupRun.run(
        "/bin/sh",
        [
          "-c", "openssl pkey \(half)-in \"$1\" \(half.isEmpty ? "-pubout" : "")", "sh",
          path(half.isEmpty ? "deep/new.pem" : "deep/new.pub.pem"),
        ], environment: ["PATH": "/usr/bin:/bin"], in: site.scratch.path
      ).output
    }
    #expect(try halves[0] == site.scratch.read("deep/new.pub.pem"))
    #expect(halves[0].hasPrefix("-----BEGIN PUBLIC KEY-----"))
    let again = try site.run("keys", "generate", path("deep/new.pem"))
    #expect(again.errors.hasPrefix("error: '\(path("deep/new.pem"))' is there already\n"))
  }

  @Test func `list says whose a key is, whether it still counts, and until when`() throws {
    try site.succeed("keys", "generate", "\(site.keys)/stable-2.pem")
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "x y z"
    try site.succeed("keys", "encrypt", "root")
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = ""
    let rows = try site.run("keys", "list", "--json").json().required("keys").elements()
    #expect(rows.count == 10)
    func row(_ file: String) throws -> Field {
      try #require(try rows.first { try $0.required("file").string() == file })
    }
    #expect(try row("root.pem").required("encrypted").boolean())
    #expect(try row("root.pem").required("named").boolean())
    #expect(try row("root.pem").required("id").string().utf8.count == 64)
    #expect(try !row("stable-2.pem").required("named").boolean())
    #expect(try row("stable-2.pem").required("role").string() == "stable")
    #expect(try row("stable.pem").required("named").boolean())
    #expect(try row("stable.pem").required("expires").string().hasSuffix("Z"))
    #expect(try row("installer.pem").optional("named") == nil)
    let text = try site.succeed("keys", "list").output
    #expect(text.hasPrefix("FILE "))
    site.variables["STIGMERUP_PUBLISH_REPO"] = ""
    #expect(try site.succeed("keys", "list").output.contains("ed25519"))
    try Directory(site.keys).openFile("dev.pem").setMode(0o644)
    #expect(try site.run("keys", "list").errors.contains("'dev.pem' can be read by others"))
  }

  @Test func `keys are encrypted, get another passphrase, and are decrypted`() throws {
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "one"
    let encrypted = try site.succeed("keys", "encrypt", "snapshot", "timestamp")
    #expect(encrypted.output == "encrypted: snapshot.pem, timestamp.pem\n")
    try site.succeed("refresh")
    site.variables["STIGMERUP_PUBLISH_NEW_PASSPHRASE"] = "two"
    try site.succeed("keys", "encrypt", "snapshot", "timestamp", "--change")
    #expect(try site.run("refresh").status == 1)
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "two"
    try site.succeed("refresh")
    let before = try site.scratch.read("keys/snapshot.pem")
    try site.expectRefusal(
      ["keys", "encrypt", "nobody"], error: "the key of role 'nobody' is not in '\(site.keys)'",
      hint: "name the folder with the keys: --keys DIR")
    #expect(try site.scratch.read("keys/snapshot.pem") == before)
    let decrypted = try site.succeed("keys", "decrypt")
    #expect(decrypted.output == "decrypted: snapshot.pem, timestamp.pem\n")
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = ""
    try site.succeed("refresh")
    #expect(try Directory(site.keys).status("snapshot.pem")?.mode == 0o600)
  }
}
