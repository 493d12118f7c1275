import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct PublishChannelTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  @Test func `what changes is shown before it is signed`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.publish("1.1.0", to: "beta")
    let run = try site.run("channel", "promote", "1.1.0", "--from", "beta", "--to", "stable", "-y")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "stable: 1.0.0 -> 1.1.0, promoted from beta")
    #expect(lines.last == "stable is now at 1.1.0")
    let digest = try #require(try site.index(of: .stable).currentEntry?.manifest.digest.hex)
    #expect(lines.contains("  manifest  \(digest)"))
    #expect(lines.contains { $0.hasPrefix("  \(PublisherSite.platform)  agent-runner") })
  }

  @Test func `--dry-run shows it and signs nothing, without a key`() throws {
    try site.add("1.0.0")
    let before = try site.state()
    let run = try site.run("channel", "publish", "1.0.0", "--to", "stable", "--dry-run")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("stable: nothing -> 1.0.0\n"))
    #expect(run.errors == "nothing was signed or written (--dry-run)\n")
    #expect(try site.state() == before)
  }

  @Test func `without a terminal and without -y it cannot ask`() throws {
    try site.add("1.0.0")
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stable"], error: "cannot ask without a terminal",
      hint: "say yes in advance: stigmerup-publish channel publish 1.0.0 --to stable -y")
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `at a terminal yes signs, and anything else does not`() throws {
    try site.add("1.0.0")
    for (answer, current) in [("n\n", nil), ("\n", nil), ("y\n", "1.0.0")] {
      let run = try StigmerupRun.atTerminal(
        PublisherSite.program, "channel publish 1.0.0 --to stable", answer: answer,
        environment: site.environment, in: site.scratch.path)
      #expect(run.output.contains("Sign this? [y/N]"))
      #expect(run.output.contains("nothing was signed") == (current == nil))
      #expect(try site.index(of: .stable).current?.description == current)
    }
  }

  @Test func `what is current already is said, and changes nothing`() throws {
    try site.publish("1.0.0", to: "stable")
    let before = try site.state()
    let run = try site.run("channel", "publish", "1.0.0", "--to", "stable", "-y")
    #expect(run.output == "stable has 1.0.0 as its current release already\n")
    #expect(run.status == 0)
    #expect(try site.state() == before)
  }

  @Test func `going back to an older release is possible, and said`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.publish("1.1.0", to: "stable")
    let published = try site.index(of: .stable).entry(for: try #require(Version("1.0.0")))?
      .published
    let run = try site.run("channel", "publish", "1.0.0", "--to", "stable", "-y")
    #expect(
      run.errors
        == "warning: 1.0.0 is older than 1.1.0: those who follow stable go back to it\n")
    let index = try site.index(of: .stable)
    #expect(index.current?.description == "1.0.0")
    #expect(index.currentEntry?.published == published)
    #expect(try site.run("verify").status == 0)
  }

  @Test func `what is not there is told with what is`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.add("1.1.0")
    try site.expectRefusal(
      ["channel", "publish", "2.0.0", "--to", "stable", "-y"],
      error: "there is no draft of 2.0.0, and no channel lists it", hint: "drafts: 1.1.0")
    try site.expectRefusal(
      ["channel", "promote", "2.0.0", "--from", "stable", "--to", "beta", "-y"],
      error: "channel 'stable' does not list 2.0.0", hint: "it lists 1.0.0")
    try site.expectRefusal(
      ["channel", "promote", "1.1.0", "--from", "beta", "--to", "stable", "-y"],
      error: "channel 'beta' does not list 1.1.0",
      hint: "it is a draft: stigmerup-publish channel publish 1.1.0 --to beta")
    try site.expectRefusal(
      ["channel", "promote", "1.0.0", "--from", "stable", "--to", "stable", "-y"],
      error: "'stable' cannot be promoted to itself")
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stigmerup", "-y"],
      error: "1.0.0 is a release of stigmer, and channel 'stigmerup' is for stigmerup",
      hint: "--to stable, beta or dev")
  }

  @Test func `the manager's releases go to its own channel and no other`() throws {
    try site.scratch.write(
      "manager/stigmerup", "#!/bin/sh\necho stigmerup 0.2.0\n", mode: 0o755)
    try site.scratch.write("manager/stigmer-shim", "#!/bin/sh\n", mode: 0o755)
    try site.succeed(
      "release", "add", "--version", "0.2.0", "--platform", PublisherSite.platform, "--component",
      "stigmerup=\(site.scratch.path)/manager")
    try site.expectRefusal(
      ["channel", "publish", "0.2.0", "--to", "stable", "-y"],
      error: "0.2.0 is a release of stigmerup, and channel 'stable' is for stigmer",
      hint: "--to stigmerup")
    try site.succeed("channel", "publish", "0.2.0", "--to", "stigmerup", "-y")
    #expect(try site.run("verify").status == 0)
  }

  @Test func `channel show lists channels, and a channel's releases`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.publish("1.1.0", to: "stable")
    let all = try site.run("channel", "show").output.split(separator: "\n")
    #expect(all.count == 5)
    #expect(all[1].hasPrefix("stable     1.1.0    2"))
    let stable = try site.run("channel", "show", "stable").output.split(separator: "\n")
    #expect(stable.count == 3)
    #expect(stable[1].hasPrefix("1.1.0") && stable[1].hasSuffix("current"))
    let json = try site.run("channel", "show", "stable", "--json").json()
    #expect(try json.required("current").string() == "1.1.0")
    #expect(try json.required("releases").elements().count == 2)
    #expect(
      try site.run("channel", "show", "--json").json().required("channels").elements().count == 4)
  }

  // MARK: policies

  @Test func `a policy refuses by its file and key, and init keeps it with the keys`() throws {
    let site = try PublisherSite(initialized: false)
    try site.scratch.write(
      "policies/stable.toml", "promote-from = [\"beta\"]\n[size-budget]\nstigmer = 10\n")
    try site.succeed(
      "init", site.repo.string, "--keys", site.keys.string, "--policies",
      "\(site.scratch.path)/policies")
    try site.publish("1.0.0", to: "beta")
    let file = site.keys.appending("policies/stable.toml")
    try site.expectRefusal(
      ["channel", "publish", "1.0.0", "--to", "stable", "-y"],
      error: "channel 'stable' refuses it: releases are promoted to it from 'beta', and never "
        + "published directly ('promote-from' in '\(file)')",
      hint: "mend the release, or change the policy beside the keys")
    let run = try site.run("channel", "promote", "1.0.0", "--from", "beta", "--to", "stable", "-y")
    #expect(run.status == 1)
    #expect(run.errors.contains("and may take 10 B ('size-budget.stigmer' in '\(file)')"))
  }

  @Test(arguments: [
    ("promote = [\"beta\"]", "'promote' is not something a policy says"),
    ("expires-days = 0", "'expires-days' should lie between 1 and 3650"),
    ("threshold = 99", "'threshold' should lie between 1 and 32"),
    ("expires-days = ", "line 1:"),
  ])
  func `a policy that cannot be is refused by init, which makes nothing`(
    text: String, words: String
  ) throws {
    let site = try PublisherSite(initialized: false)
    try site.scratch.write("policies/stable.toml", text + "\n")
    let run = try site.run(
      "init", site.repo.string, "--keys", site.keys.string, "--policies",
      "\(site.scratch.path)/policies")
    #expect(run.status == 1)
    #expect(run.errors.contains("'\(site.scratch.path)/policies/stable.toml' cannot be used: "))
    #expect(run.errors.contains(words))
    #expect(try site.state() == [])
  }
}
