import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Every command of the compromise drill, as the document has it.
@Suite struct PublishDrillTests {
  private static let document = "docs/publishing/compromise-drill.md"
  private let site: PublisherSite

  init() throws {
    site = try PublisherSite()
    try site.publish("1.0.0", to: "stable")
    try site.succeed("channel", "publish", "1.0.0", "--to", "dev", "-y")
  }

  @discardableResult
  private func drill(_ mark: String, failing: Bool = false) throws -> String {
    let blocks = try DocumentCommands.blocks(of: Self.document, marked: mark)
    try #require(blocks.count == 1, "one block is marked '\(mark)'")
    let run = try DocumentCommands.run(blocks[0], in: site)
    #expect((run.status != 0) == failing, "\(mark): \(run.output)\(run.errors)")
    return run.output + run.errors
  }

  /// - Returns: The id of a new key that became one of `role`'s, by a ceremony.
  @discardableResult
  private func addKey(_ name: String, to role: String, threshold: Int, by signers: String...) throws
    -> String
  {
    let path = { (name: String) in site.scratch.path.appending(name).string }
    let run = try site.succeed("keys", "generate", path("\(name).pem"))
    try site.succeed(
      "role", "edit", "--draft", path("\(name).draft"), "--add-key",
      "\(role)=\(path("\(name).pub.pem"))", "--threshold", "\(role)=\(threshold)")
    for signer in signers {
      try site.succeed("sign", path("\(name).draft"), "--key", path(signer), "-y")
    }
    try site.succeed("publish", path("\(name).draft"), "-y")
    return String(run.output.split(separator: " ")[1])
  }

  @Test(arguments: ["look", "online", "channel", "targets"])
  func `one folder of keys: what the drill says works`(mark: String) throws {
    let text = try drill(mark)
    #expect(text.contains("everything verifies"))
  }

  @Test func `versions begin again, lower than they were pushed`() throws {
    #expect(try drill("fast-forward").contains("begin again at lower versions"))
  }

  @Test func `a stolen key of stable, whose keys are on several machines`() throws {
    let stolen = try addKey(
      "alice", to: "stable", threshold: 1, by: "keys/targets.pem")
    try addKey(
      "bob", to: "stable", threshold: 2, by: "keys/targets.pem", "keys/stable.pem", "bob.pem")
    site.variables["KEYID"] = stolen
    #expect(try drill("stable").contains("    - key \(stolen)"))
    #expect(try !site.run("role", "show", "stable").output.contains(stolen))
  }

  @Test func `a stolen key of root, fewer than its threshold`() throws {
    let stolen = try addKey("carol", to: "root", threshold: 1, by: "keys/root.pem")
    try addKey("bob", to: "root", threshold: 2, by: "keys/root.pem", "bob.pem")
    site.variables["KEYID"] = stolen
    try drill("root")
    #expect(try !site.run("role", "show", "root").output.contains(stolen))
    #expect(try site.run("role", "show", "root").output.hasPrefix("root: version 4,"))
  }

  @Test func `all of root's keys: a new repository, and the old one is refused by its keys`() throws
  {
    #expect(try drill("root-threshold").contains("made the repository"))
    let run = try site.run("refresh", "--keys", "\(site.scratch.path)/new-keys")
    #expect(run.errors.hasPrefix("error: the keys are those of another repository than"))
  }

  @Test func `a passphrase is changed`() throws {
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "old one"
    try site.succeed("keys", "encrypt")
    site.variables["STIGMERUP_PUBLISH_NEW_PASSPHRASE"] = "new one"
    try drill("passphrase")
    #expect(try site.run("refresh").status == 1)
    site.variables["STIGMERUP_PUBLISH_PASSPHRASE"] = "new one"
    #expect(try site.run("refresh").status == 0)
  }

  static let isLinuxAMD64 = Machine.platform?.description == "linux-amd64"

  @Test(.enabled(if: Self.isLinuxAMD64, "the document's platform is linux-amd64"))
  func `the installer's key is replaced, and openssl checks the script as the README says`() throws
  {
    try Directory(site.scratch.path).createLink("bin", to: StigmerupRun.programs.string)
    let text = try drill("installer")
    let pem = try #require(try site.scratch.read("keys/installer.pub.pem"))
    #expect(text.split(separator: pem).count >= 2, "the public half is printed")
    let repo = try Directory(site.repo)
    try repo.writeFile("installer.pub.pem", Array(pem.utf8))
    let lines = try DocumentCommands.text(of: "README.md").split(separator: "\n")
      .filter { $0.hasPrefix("openssl dgst -sha256 -verify ") }
    try #require(lines.count == 1)
    let line = try #require(lines[0].split(separator: " && ").first)
    #expect(text.contains("\n  \(line)\n"), "bootstrap says the same line")
    let check = {
      try StigmerupRun.run(
        "/bin/sh", ["-c", String(line)], environment: ["PATH": "/usr/bin:/bin"], in: site.repo)
    }
    #expect(try check().output == "Verified OK\n")
    try site.damage("install.sh")
    #expect(try check().status != 0)
    let run = try site.run("verify", "--installer-key", "\(site.keys)/installer.pub.pem")
    #expect(run.errors.contains("error: install.sh: 'install.sh.sig' is not the installer key's"))
  }

  @Test func `every block of the drill is marked, so that a test runs it`() throws {
    let lines = try DocumentCommands.text(of: Self.document).split(separator: "\n")
    let marks = lines.filter { $0.hasPrefix("<!-- run: ") }
    #expect(lines.count { $0 == "```sh" } == marks.count)
    let known: Set = [
      "look", "online", "channel", "targets", "fast-forward", "stable", "root", "root-threshold",
      "passphrase", "installer",
    ]
    #expect(
      Set(marks.map { $0.dropFirst("<!-- run: ".count).dropLast(" -->".count) }.map(String.init))
        == known)
  }
}
