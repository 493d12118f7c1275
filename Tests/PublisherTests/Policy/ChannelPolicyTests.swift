import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publisher

@Suite struct ChannelPolicyTests {
  private func policy(_ text: String, of channel: ChannelName = .stable) throws -> ChannelPolicy {
    try ChannelPolicy(parsing: Array(text.utf8), of: channel, path: "policies/\(channel).toml")
  }

  private func refusal(_ text: String, of channel: ChannelName = .stable) -> FormatError? {
    do {
      _ = try policy(text, of: channel)
      return nil
    } catch {
      return error as? FormatError
    }
  }

  private func manifest(
    _ parts: [(component: String, platform: String, length: Int)]
  ) throws -> Manifest {
    var manifest = Manifest(product: .stigmer, version: Version(major: 1, minor: 0, patch: 0))
    for (component, platform, length) in parts {
      let name = try #require(ComponentName(component))
      let object = ObjectReference(digest: .sample("object"), length: length)
      manifest.components[name, default: Manifest.Component(profile: .complete)]
        .artifacts[try #require(Platform(platform))] = Artifact(
          object: object, frames: [], archiveLength: 0, unpackedLength: 0, files: object,
          executables: [:], requirements: Artifact.Requirements())
    }
    return manifest
  }

  @Test func `an empty file is the built-in policy`() throws {
    let policy = try policy("")
    #expect(policy.expiresDays == 180)
    #expect(policy.threshold == 1)
    #expect(policy.promoteFrom == nil)
    #expect(policy.allowsDirectPublishing)
    #expect(ChannelPolicy.builtIn(.beta).expiresDays == 90)
    #expect(ChannelPolicy.builtIn(.dev).expiresDays == 30)
  }

  @Test func `every key is read`() throws {
    let policy = try policy(
      """
      expires-days = 7
      threshold = 2
      promote-from = ["beta", "dev"]
      direct-publish = true
      required-components = ["stigmer"]
      required-platforms = ["linux-amd64"]
      warn-platforms = ["linux-arm64"]
      [size-budget]
      agent-runner = 100_000_000
      """)
    #expect(policy.expiresDays == 7)
    #expect(policy.threshold == 2)
    #expect(policy.promoteFrom == [.beta, .dev])
    #expect(policy.allowsDirectPublishing)
    #expect(policy.requiredComponents == [.stigmer])
    #expect(policy.requiredPlatforms == [Platform(system: .linux, architecture: .amd64)])
    #expect(policy.warnPlatforms == [Platform(system: .linux, architecture: .arm64)])
    #expect(policy.sizeBudget == [.agentRunner: 100_000_000])
  }

  @Test(arguments: [
    ("expires = 5", "expires"), ("expires-days = 0", "expires-days"),
    ("expires-days = \"a week\"", "expires-days"), ("threshold = 0", "threshold"),
    ("threshold = 33", "threshold"), ("promote-from = [\"stable\"]", "promote-from.0"),
    ("promote-from = [\"stigmerup\"]", "promote-from.0"), ("promote-from = []", "promote-from"),
    ("direct-publish = false", "direct-publish"), ("direct-publish = 1", "direct-publish"),
    ("required-components = [\"Stigmer\"]", "required-components.0"),
    ("required-platforms = [\"linux\"]", "required-platforms.0"),
    ("size-budget = 5", "size-budget"),
    ("[size-budget]\nagent-runner = 0", "size-budget.agent-runner"),
    ("[size-budget]\nA = 5", "size-budget.A"),
  ])
  func `a key that means nothing is refused by its name`(text: String, key: String) {
    let error = refusal(text)
    #expect(error?.path == key)
    #expect(error?.message.contains("policies/stable.toml") == true)
  }

  @Test func `what is not TOML is refused with its line`() {
    #expect(refusal("threshold = 1\nexpires-days =\n")?.message.contains("line 2") == true)
    #expect(refusal("threshold = 1\nthreshold = 2\n") != nil)
  }

  @Test func `the manager's own channel is promoted from nowhere`() {
    #expect(refusal("promote-from = [\"beta\"]", of: .stigmerup)?.path == "promote-from")
  }

  @Test func `a channel that is promoted to refuses direct publishing and other channels`() throws {
    let policy = try policy("promote-from = [\"beta\"]")
    let release = try manifest([("stigmer", "linux-amd64", 5)])
    #expect(try policy.check(release, to: .stable, from: .beta).isEmpty)
    #expect {
      try policy.check(release, to: .stable, from: nil)
    } throws: { error in
      (error as? PublisherError)?.message
        == "channel 'stable' refuses it: releases are promoted to it from 'beta', and never "
        + "published directly ('promote-from' in 'policies/stable.toml')"
    }
    #expect {
      try policy.check(release, to: .stable, from: .dev)
    } throws: { error in
      "\((error as? PublisherError)?.message ?? "")".contains("not from 'dev'")
    }
  }

  @Test(arguments: [
    (
      "required-components = [\"stigmer\", \"agent-runner\"]", "required-components",
      "lacks the component 'agent-runner'"
    ),
    (
      "required-platforms = [\"darwin-arm64\"]", "required-platforms",
      "lacks 'stigmer' for darwin-arm64"
    ),
    ("[size-budget]\nstigmer = 999", "size-budget.stigmer", "takes 1.0 kB, and may take 999 B"),
  ])
  func `a release that lacks something or is too large is refused`(
    text: String, key: String, words: String
  ) throws {
    let policy = try policy(text)
    let release = try manifest([("stigmer", "linux-amd64", 1000)])
    #expect {
      try policy.check(release, to: .stable, from: nil)
    } throws: { error in
      let message = (error as? PublisherError)?.message ?? ""
      return message.contains(words) && message.contains("'\(key)' in 'policies/stable.toml'")
    }
  }

  @Test func `a platform that is only warned of is only mentioned`() throws {
    let policy = try policy("warn-platforms = [\"linux-arm64\", \"linux-amd64\"]")
    let release = try manifest([("stigmer", "linux-amd64", 5)])
    #expect(
      try policy.check(release, to: .stable, from: nil)
        == ["it brings nothing for linux-arm64 (warn-platforms)"])
  }

  // MARK: folders of policies

  @Test func `stigmer's own policies can be used`() throws {
    let top = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent()
    let policies = try Policies.load(from: try Directory(top.appending("channels")))
    #expect(policies.texts.count == ChannelName.allCases.count)
    #expect(policies[.stable].promoteFrom == [.beta])
    #expect(!policies[.stable].allowsDirectPublishing)
    #expect(policies[.beta].allowsDirectPublishing)
    #expect(policies[.stable].sizeBudget[.agentRunner] == 100_000_000)
  }

  @Test func `a file that is named for no channel is refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("stabel.toml", "threshold = 1\n")
    #expect(throws: PublisherError.policyOfNoChannel(folder.path("stabel.toml"))) {
      try Policies.load(from: folder.directory)
    }
  }

  @Test func `a folder without policies is refused`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: PublisherError.noPolicies(folder.path.string)) {
      try Policies.load(from: folder.directory)
    }
  }
}
