import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// The publisher's lines of the documented session, and what they leave on the disk.
@Suite struct PublishTranscriptTests {
  @Test func `from nothing to two channels, as documented`() throws {
    let site = try PublisherSite(initialized: false)
    site.variables = ["STIGMERUP_PUBLISH_REPO": "", "STIGMERUP_PUBLISH_KEYS": ""]
    let (repo, keys) = (site.repo.string, site.keys.string)
    try site.succeed("init", repo, "--keys", keys)
    for (version, channel) in [("1.0.0", "stable"), ("1.1.0", "beta")] {
      try site.succeed(
        "release", "add", "--repo", repo, "--version", version, "--platform", "linux-amd64",
        "--component", "stigmer=\(try site.build("stigmer", version))",
        "--component", "agent-runner=\(try site.build("agent-runner", version))")
      try site.succeed(
        "channel", "publish", version, "--to", channel, "--repo", repo, "--keys", keys, "-y")
    }
    let beta = try site.index(of: .beta)
    let objects = try Directory(site.repo.appending("objects")).names()
    try site.succeed(
      "channel", "promote", "1.1.0", "--from", "beta", "--to", "stable", "--repo", repo, "--keys",
      keys, "-y")
    let stable = try site.index(of: .stable)
    #expect(stable.current?.description == "1.1.0")
    #expect(stable.releases.map(\.version.description) == ["1.1.0", "1.0.0"])
    #expect(stable.currentEntry?.manifest == beta.currentEntry?.manifest)
    #expect(try Directory(site.repo.appending("objects")).names() == objects)
    let verified = try site.succeed("verify", repo)
    #expect(verified.output.contains("everything verifies"))
    #expect(verified.output.contains("stable:     current 1.1.0  2 releases"))
  }

  @Test func `init writes a repository of four empty channels, and says what comes next`() throws {
    let site = try PublisherSite(initialized: false)
    let run = try site.succeed("init", site.repo.string, "--keys", site.keys.string)
    #expect(run.output == "made the repository '\(site.repo)', with its keys in '\(site.keys)'\n")
    for words in ["release add", "channel publish", "refresh", "export STIGMERUP_PUBLISH_REPO='"] {
      #expect(run.errors.contains(words))
    }
    let metadata = try Directory(site.repo.appending("metadata"))
    #expect(
      try metadata.names() == [
        "1.beta.json", "1.dev.json", "1.root.json", "1.snapshot.json", "1.stable.json",
        "1.stigmerup.json", "1.targets.json", "timestamp.json",
      ])
    let targets = try Field(
      parsing: try metadata.readFile("1.targets.json", limit: 1 << 20), document: "targets")
    let roles = try targets.required("signed").required("delegations").required("roles").elements()
    #expect(
      try roles.map { try $0.required("name").string() } == ["stable", "beta", "dev", "stigmerup"])
    #expect(try roles.allSatisfy { try $0.required("terminating").boolean() })
    #expect(
      try roles.map { try $0.required("paths").elements().map { try $0.string() } }
        == [["stable/*"], ["beta/*"], ["dev/*"], ["stigmerup/*"]])
  }

  @Test func `no secret key is in the repository, and no other file can be read by others`() throws
  {
    let site = try PublisherSite()
    let keys = try Directory(site.keys)
    #expect(try keys.status().mode == 0o700)
    let secret = try keys.names().filter { $0.hasSuffix(".pem") && !$0.hasSuffix(".pub.pem") }
    #expect(secret.count == 9)
    #expect(try keys.names().count { $0.hasSuffix(".pub.pem") } == 9)
    for name in secret { #expect(try keys.status(name)?.mode == 0o600) }
    #expect(try !site.scratch.snapshot("repo").contains { $0.contains(".pem") })
  }

  @Test func `the same input gives the same objects and the same manifest elsewhere`() throws {
    let sites = [try PublisherSite(), try PublisherSite()]
    for site in sites { try site.publish("1.0.0", to: "dev") }
    let objects = try sites.map { try Directory($0.repo.appending("objects")).names() }
    #expect(objects[0] == objects[1])
    #expect(
      try sites[0].index(of: .dev).currentEntry?.manifest
        == sites[1].index(of: .dev).currentEntry?.manifest)
  }
}
