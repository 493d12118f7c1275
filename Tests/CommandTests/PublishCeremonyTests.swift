import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Thresholds above one: drafts, signatures on different machines, publication.
@Suite struct PublishCeremonyTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private func path(_ name: String) -> String { site.scratch.path.appending(name).string }

  /// - Returns: The new key's id.
  private func generate(_ name: String, _ more: String...) throws -> String {
    let run = try site.run(["keys", "generate", path("\(name).pem")] + more)
    try #require(run.status == 0, "\(run.errors)")
    return String(run.output.split(separator: " ")[1])
  }

  /// A signer's machine: the draft and one key, and nothing else of the site.
  private func signElsewhere(_ draft: String, _ key: String) throws -> StigmerupRun {
    let machine = try StigmerupScratch()
    for (name, mode) in [(draft, 0o644), (key, 0o600)] as [(String, UInt32)] {
      let from = try Directory(FilePath(name).removingLastComponent())
      try from.copyFile(
        FilePath(name).lastComponent?.string ?? "",
        to: FilePath(name).lastComponent?.string ?? "", in: try Directory(machine.path), mode: mode)
    }
    let names = [draft, key].map { FilePath($0).lastComponent?.string ?? "" }
    let run = try StigmerupRun.run(
      PublisherSite.program, ["sign", names[0], "--key", names[1], "-y"],
      environment: ["PATH": "/usr/bin:/bin"], in: machine.path)
    let folder = try Directory(FilePath(draft).removingLastComponent())
    try folder.replaceFile(
      names[0], with: Array((try machine.read(names[0]) ?? "").utf8), staging: folder)
    return run
  }

  @Test func `a second root key: drafted, signed on two machines, published`() throws {
    let bob = try generate("bob")
    let (draft, key) = (path("root.draft"), path("bob.pem"))
    let edit = try site.succeed(
      "root", "edit", "--draft", draft, "--add-key", "root=\(path("bob.pub.pem"))", "--threshold",
      "root=2")
    #expect(edit.output.contains("root: version 1 -> 2"))
    #expect(edit.output.contains("  root: 2 of 2 keys must sign (before: 1 of 1)\n"))
    #expect(edit.output.contains("    + key \(bob) (ed25519)\n"))
    #expect(try !site.scratch.snapshot("repo/metadata").contains { $0.hasPrefix("2.root") })
    try site.expectRefusal(
      ["publish", draft, "-y", "-q"],
      error: "signatures are missing: root (keys of the present root) needs 1 more of "
        + "\(try rootKey().prefix(12)); root (keys of the new root) needs 2 more of "
        + [String(try rootKey().prefix(12)), String(bob.prefix(12))].sorted().joined(
          separator: ", "),
      hint: "on the machine of each: stigmerup-publish sign FILE --key KEY")
    let first = try signElsewhere(draft, key)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("root (keys of the new root): 1 of 2 signatures; 1 more needed"))
    #expect(first.errors.contains("not held against a repository"))
    let again = try signElsewhere(draft, key)
    #expect(again.output.contains("this key has signed it already\n"))
    #expect(again.output.contains("root (keys of the new root): 1 of 2 signatures"))
    let foreign = try signElsewhere(draft, site.keys.appending("stable.pem").string)
    #expect(foreign.status == 1)
    #expect(foreign.errors.contains(" is not one that may sign this\nhint: those that may: root"))
    let second = try site.run("sign", draft, "--key", "\(site.keys)/root.pem", "-y")
    #expect(second.output.contains("root (keys of the new root): 2 of 2 signatures\n"))
    let published = try site.succeed("publish", draft, "-y")
    #expect(published.output.hasSuffix("published: root\n"))
    #expect(
      try site.succeed("publish", draft, "-y").output.hasSuffix(
        "the repository has exactly this already\n"))
    #expect(try site.run("verify").status == 0)
    let show = try site.succeed("role", "show", "root")
    #expect(show.output.contains("root: version 2,") && show.output.contains("2 of 2 must sign"))
  }

  private func rootKey() throws -> String {
    let json = try site.run("role", "show", "root", "--json").json()
    return try json.required("roles").elements()[0].required("keys").elements()[0]
      .required("id").string()
  }

  private func siteOfTwo() throws -> PublisherSite {
    let site = try PublisherSite(initialized: false)
    try site.scratch.write("policies/stable.toml", "threshold = 2\n")
    try site.succeed(
      "init", site.repo.string, "--keys", site.keys.string, "--policies",
      "\(site.scratch.path)/policies")
    return site
  }

  @Test func `a policy of two keys holds from init on, and copies signed apart are put together`()
    throws
  {
    let site = try siteOfTwo()
    let path = { (name: String) in site.scratch.path.appending(name).string }
    try site.add("1.0.0")
    try Directory(site.keys).rename(
      "stable-2.pem", to: "second.pem", in: try Directory(site.scratch.path))
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stable", "-y", "-q"],
      error: "role 'stable' needs the signatures of 2 keys, and 1 are here",
      hint:
        "the others are elsewhere? add --draft FILE, then on each machine: stigmerup-publish sign FILE --key KEY"
    )
    let draft = try site.succeed(
      "channel", "publish", "1.0.0", "--to", "stable", "--draft", path("a.draft"))
    #expect(draft.output.contains("stable: 0 of 2 signatures; 2 more needed, of "))
    let bytes = try site.scratch.read("a.draft") ?? ""
    try site.scratch.write("b.draft", bytes)
    let signed = try site.succeed(
      "sign", path("a.draft"), "--key", "\(site.keys)/stable.pem", "-y")
    #expect(signed.output.contains("  current release: nothing -> 1.0.0\n"))
    #expect(signed.output.contains("  1.0.0 appears: manifest "))
    try site.succeed("sign", path("b.draft"), "--key", path("second.pem"), "-y")
    #expect(try site.run("publish", path("a.draft"), "-y").status == 1)
    try site.succeed("publish", path("a.draft"), path("b.draft"), "-y")
    #expect(try site.index(of: .stable).current?.description == "1.0.0")
    #expect(try site.run("verify").status == 0)
    #expect(try site.run("release", "list").output.contains("draft") == false)
    let copy = try site.run("publish", path("a.draft"), "-y", "--dry-run")
    #expect(copy.output.hasSuffix("the repository has exactly this already\n"))
  }

  @Test func `a draft that the repository has left behind is refused`() throws {
    try site.add("1.0.0")
    try site.succeed("channel", "publish", "1.0.0", "--to", "stable", "--draft", path("s.draft"))
    try site.publish("1.1.0", to: "stable")
    let error =
      "the draft is stale: it builds on version 1 of 'stable', and the repository is at version 2"
    let hint = "make the draft again on the present state, and have it signed again"
    try site.expectRefusal(
      ["sign", path("s.draft"), "--key", "\(site.keys)/stable.pem", "-y"], error: error, hint: hint)
    var elsewhere = site.environment
    elsewhere["STIGMERUP_PUBLISH_REPO"] = nil
    let blind = try StigmerupRun.run(
      PublisherSite.program, ["sign", path("s.draft"), "--key", "\(site.keys)/stable.pem", "-y"],
      environment: elsewhere, in: site.scratch.path)
    #expect(blind.status == 0, "\(blind.errors)")
    let run = try site.run("publish", path("s.draft"), "-y")
    #expect(run.errors == "error: \(error)\nhint: \(hint)\n")
    #expect(run.status == 1)
  }

  @Test func `a release that was added to since the draft was made is not published`() throws {
    try site.add("1.0.0")
    try site.succeed("channel", "publish", "1.0.0", "--to", "dev", "--draft", path("d.draft"))
    try site.succeed("sign", path("d.draft"), "--key", "\(site.keys)/dev.pem", "-y")
    try site.succeed(
      "release", "add", "--version", "1.0.0", "--platform", PublisherSite.platform,
      "--component", "extra=\(try site.build("extra", "1.0.0"))")
    let run = try site.run("publish", path("d.draft"), "-y")
    #expect(run.errors.hasPrefix("error: the draft is stale: release 1.0.0 was added to"))
  }

  @Test func `without a terminal and -y nothing is signed or published`() throws {
    try site.succeed("role", "edit", "--draft", path("r.draft"), "--renew", "root")
    let draft = "'\(path("r.draft"))'"
    let before = try site.scratch.read("r.draft")
    let sign = try site.run("sign", path("r.draft"), "--key", "\(site.keys)/root.pem")
    #expect(
      sign.errors == """
        error: cannot ask without a terminal
        hint: say yes in advance: stigmerup-publish sign \(draft) --key KEY -y

        """)
    #expect(try site.scratch.read("r.draft") == before)
    try site.succeed("sign", path("r.draft"), "--key", "\(site.keys)/root.pem", "-y")
    let publish = try site.run("publish", path("r.draft"))
    #expect(publish.errors.hasPrefix("error: cannot ask without a terminal\n"))
    #expect(publish.status == 1)
    let show = try site.succeed("sign", path("r.draft"), "--dry-run")
    #expect(show.output.contains("root: 1 of 1 signatures\n"))
  }

  static let edits: [(words: [String], error: String)] = [
    ([], "nothing was asked to be changed"),
    (
      ["--threshold", "stable=2"],
      "role 'stable' would have 1 key and need the signatures of 2: nobody could sign for it"
    ),
    (["--remove-key", "stable=0123456789"], "role 'stable' has no key '0123456789'"),
    (["--revoke-key", "0123456789"], "no role has a key '0123456789'"),
    (["--threshold", "nightly=1"], "this repository has no role 'nightly'"),
    (["--renew", "timestamp"], "'timestamp' is signed afresh with every publication"),
    (
      ["--renew", "stable", "--restart-versions"],
      "versions cannot go back while snapshot and timestamp keep their keys: clients would refuse it"
    ),
  ]

  @Test(arguments: edits)
  func `an edit that makes no sense is refused, and writes no draft`(words: [String], error: String)
    throws
  {
    let run = try site.run(["role", "edit", "--draft", path("x.draft")] + words)
    #expect(run.errors.split(separator: "\n").first.map(String.init) == "error: \(error)")
    #expect(run.status == 1)
    #expect(try site.scratch.read("x.draft") == nil)
  }

  @Test func `a secret key is not taken for its public half, nor a draft written over`() throws {
    let secret = site.keys.appending("dev.pem").string
    let run = try site.run(
      "role", "edit", "--draft", path("x.draft"), "--add-key", "stable=\(secret)")
    #expect(
      run.errors.hasPrefix("error: '\(secret)' is a secret key, and its public half is meant\n"))
    try site.succeed("role", "edit", "--draft", path("x.draft"), "--renew", "dev")
    let again = try site.run("role", "edit", "--draft", path("x.draft"), "--renew", "dev")
    #expect(again.errors.hasPrefix("error: '\(path("x.draft"))' is there already\n"))
  }

  @Test func `a role is revoked everywhere by one key's id, and renewed by what remains`() throws {
    let new = try generate("new")
    let old = try site.run("keys", "list", "--json").json().required("keys").elements()
      .first { try $0.required("file").string() == "dev.pem" }
    let id = try #require(try old?.required("id").string())
    let edit = try site.succeed(
      "role", "edit", "--draft", path("d.draft"), "--add-key", "dev=\(path("new.pub.pem"))",
      "--revoke-key", String(id.prefix(12)))
    #expect(edit.output.contains("    + key \(new)") && edit.output.contains("    - key \(id)"))
    try site.succeed("sign", path("d.draft"), "--key", "\(site.keys)/targets.pem", "-y")
    try site.succeed("sign", path("d.draft"), "--key", path("new.pem"), "-y")
    try site.succeed("publish", path("d.draft"), "-y")
    #expect(try site.run("verify").status == 0)
    let list = try site.run("keys", "list")
    #expect(
      list.output.split(separator: "\n").contains {
        $0.hasPrefix("dev.pem ") && $0.contains(" no ")
      })
    try site.add("1.0.0")
    let refused = try site.run("channel", "publish", "1.0.0", "--to", "dev", "-y")
    #expect(refused.errors.contains("is not one that the repository trusts for role 'dev'"))
    try site.succeed(
      "channel", "publish", "1.0.0", "--to", "dev", "-y", "--key", path("new.pem"))
  }

  static let hasStrace = ((try? Directory("/usr/bin").status("strace")) ?? nil) != nil

  @Test(.enabled(if: Self.hasStrace, "needs strace"))
  func `a publication of a new root that is cut anywhere leaves the old state or the new one`()
    throws
  {
    var cuts = 0
    try site.succeed(
      "role", "edit", "--draft", path("r.draft"), "--add-key",
      "timestamp=\(site.keys)/dev.pub.pem", "--renew", "targets", "--renew", "stable")
    for role in ["root", "targets", "stable"] {
      try site.succeed("sign", path("r.draft"), "--key", "\(site.keys)/\(role).pem", "-y")
    }
    while true {
      let run = try StigmerupRun.run(
        PublisherSite.program, ["publish", path("r.draft"), "-y", "-q"],
        environment: site.environment, in: site.scratch.path,
        wrapper: [
          "strace", "-f", "-o", "/dev/null", "-e", "trace=renameat,renameat2,fsync,linkat,unlinkat",
          "-e", "inject=renameat,renameat2,fsync,linkat,unlinkat:signal=KILL:when=\(cuts + 1)",
        ])
      #expect(try site.run("verify").status == 0, "after cut \(cuts)")
      if run.status == 0 { break }
      cuts += 1
      try #require(cuts < 100)
    }
    #expect(cuts > 5)
    try site.succeed("refresh")
    #expect(try site.run("role", "show", "root").output.hasPrefix("root: version 2,"))
    #expect(try site.run("verify").status == 0)
  }
}
