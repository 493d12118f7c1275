import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct ChannelPublicationTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  private var publication: ChannelPublication {
    ChannelPublication(published.repository, policies: .builtIn)
  }

  private func version(_ text: String) throws -> Version { try #require(Version(text)) }

  private func carryOut(_ change: ChannelChange, at time: Instant = PublishedRepository.time) throws
  {
    try publication.carryOut(change, try published.writer(), keys: published.keys, at: time)
  }

  @Test func `a promotion names the same manifest, and writes no object`() throws {
    let before = try published.repository.root.openDirectory("objects").names()
    let change = try publication.planPromotion(of: version("1.1.0"), from: .beta, to: .stable)
    #expect(change.current == (try version("1.0.0")))
    try carryOut(change)
    #expect(try published.repository.root.openDirectory("objects").names() == before)
    let (beta, stable) = (
      try published.repository.index(of: .beta), try published.repository.index(of: .stable)
    )
    #expect(stable.currentEntry?.manifest == beta.currentEntry?.manifest)
    #expect(try published.findings().messages == [])
  }

  @Test func `what is current already changes nothing`() throws {
    let change = try publication.planPublishing(version("1.1.0"), to: .beta)
    #expect(change.isNothing)
    let before = try published.repository.root.readFile("metadata/timestamp.json", limit: 1 << 20)
    try carryOut(change)
    #expect(
      try published.repository.root.readFile("metadata/timestamp.json", limit: 1 << 20) == before)
  }

  @Test func `an older release becomes current again, its time of publishing kept`() throws {
    let change = try publication.planPromotion(of: version("1.0.0"), from: .stable, to: .beta)
    #expect(change.isDowngrade)
    try carryOut(change, at: PublishedRepository.time.adding(days: 1))
    let index = try published.repository.index(of: .beta)
    #expect(index.current == (try version("1.0.0")))
    #expect(index.releases.map(\.version.description) == ["1.0.0", "1.1.0"])
    #expect(index.currentEntry?.published == PublishedRepository.time)
  }

  @Test func `publishing takes the draft away, and seals the release`() throws {
    #expect(try Drafts(published.repository).all().isEmpty)
    #expect(
      throws: DraftError.sealed(try version("1.0.0"), channels: [.stable, .beta])
    ) { try published.addRelease("1.0.0") }
  }

  @Test func `a version that the source does not list is refused with what it lists`() throws {
    let there = [try version("1.1.0"), try version("1.0.0")]
    let missing = try version("9.0.0")
    #expect(
      throws: PublisherError.noSuchRelease(missing, channel: .beta, there: there, isDraft: false)
    ) { try publication.planPromotion(of: missing, from: .beta, to: .stable) }
    try published.addRelease("1.2.0")
    #expect {
      try publication.planPromotion(of: version("1.2.0"), from: .beta, to: .stable)
    } throws: { error in
      (error as? PublisherError)?.hint
        == "it is a draft: stigmerup-publish channel publish 1.2.0 --to beta"
    }
  }

  @Test func `a release of stigmer is not one of stigmerup`() throws {
    for text in ["1.0.0", "1.2.0"] {
      if text == "1.2.0" { try published.addRelease(text) }
      #expect(
        throws: PublisherError.wrongProduct(
          try version(text), product: .stigmer, channel: .stigmerup)
      ) { try publication.planPublishing(version(text), to: .stigmerup) }
    }
  }

  @Test func `the same version with other bytes is refused`() throws {
    // As two repositories joined by hand would have it: a draft of what dev lists already.
    try published.addRelease("1.2.0")
    let draft = try #require(
      try Drafts(published.repository).draft(of: version("1.2.0"), .stigmer))
    try published.publish("1.2.0", to: .dev)
    try published.addRelease("1.3.0")
    try published.publish("1.3.0", to: .beta)
    var other = draft
    other.commit = "abcdef0"
    let writer = try published.writer()
    let reference = try writer.writeObject(other.bytes)
    var index = try published.repository.index(of: .beta)
    index.releases.append(
      ChannelIndex.Entry(
        version: other.version, manifest: reference, published: PublishedRepository.time, sizes: [:]
      ))
    try MetadataCommit(
      writer: writer, keys: published.keys, policies: .builtIn, time: PublishedRepository.time
    ).publish(index)
    #expect(throws: PublisherError.otherRelease(other.version, channel: .dev)) {
      try publication.planPromotion(of: other.version, from: .beta, to: .dev)
    }
  }

  // MARK: what is damaged

  @Test func `a draft whose object was altered or is missing is not published`() throws {
    try published.addRelease("1.2.0")
    let draft = try #require(try Drafts(published.repository).draft(of: version("1.2.0"), .stigmer))
    let artifact = try #require(
      draft.components[.stigmer]?.artifacts[PublishedRepository.platform])
    let before = try published.repository.root.readFile("metadata/timestamp.json", limit: 1 << 20)
    try published.overwrite(artifact.object.path) { $0[$0.count / 2] ^= 1 }
    #expect(throws: VerificationError.digest(path: artifact.object.path)) {
      try published.publish("1.2.0", to: .beta)
    }
    try published.repository.root.removeFile(artifact.object.path)
    #expect(throws: VerificationError.missing(path: artifact.object.path)) {
      try published.publish("1.2.0", to: .beta)
    }
    #expect(
      try published.repository.root.readFile("metadata/timestamp.json", limit: 1 << 20) == before)
    // Adding it again mends the object, and then it can be published.
    try published.addRelease("1.2.0")
    try published.publish("1.2.0", to: .beta)
    #expect(try published.findings().messages == [])
  }

  @Test func `an index that somebody changed is not built upon`() throws {
    let index = try published.repository.root.openDirectory("targets/stable").names()
    for name in index {
      try published.overwrite("targets/stable/\(name)") { $0[$0.count - 3] ^= 1 }
    }
    #expect {
      try published.publish("1.1.0", to: .stable)
    } throws: { error in
      (error as? VerificationError)?.message.contains("was altered") == true
    }
  }

  @Test func `a broken role of dev does not keep a release from stable`() throws {
    let version = try published.repository.metadata().snapshot.content.meta[RoleName(.dev)]?.version
    try published.overwrite("metadata/\(try #require(version)).dev.json") { $0 = Array("{}".utf8) }
    try carryOut(try publication.planPromotion(of: self.version("1.1.0"), from: .beta, to: .stable))
    #expect(try published.repository.index(of: .stable).current == (try self.version("1.1.0")))
    #expect {
      try published.repository.index(of: .dev)
    } throws: { error in
      (error as? PublisherError)?.message.contains("dev") == true
    }
  }

  // MARK: what a release needs

  private func add(_ version: String, _ names: [ComponentName], _ platform: String) throws {
    var addition = ReleaseAddition(
      version: try self.version(version), platform: try #require(Platform(platform)),
      components: try names.map { name in
        let place = try published.folder.write(
          "parts/\(RandomName.make())/\(name)", "#!/bin/sh\n", mode: 0o755)
        return (name, FilePath(place))
      })
    addition.compressionLevel = 1
    _ = try addition.run(in: published.repository, try published.writer())
  }

  @Test func `a release without stigmer for one of its platforms is refused`() throws {
    try add("2.0.0", [.stigmer, .agentRunner], "linux-amd64")
    try add("2.0.0", [.agentRunner], "darwin-arm64")
    let error = PublisherError.lacksMainComponent(
      try version("2.0.0"), component: .stigmer, platform: try #require(Platform("darwin-arm64")))
    #expect(throws: error) { try publication.planPublishing(version("2.0.0"), to: .beta) }
    #expect(error.message == "2.0.0 lacks the component 'stigmer' for darwin-arm64")
    #expect(error.hint == "a release needs the component 'stigmer' for every platform it has")
  }

  @Test func `what the current release has and the new one lacks is mentioned`() throws {
    try add("2.0.0", [.stigmer, .agentRunner], "linux-amd64")
    try add("2.0.0", [.stigmer], "darwin-arm64")
    try published.publish("2.0.0", to: .beta)
    try add("2.1.0", [.stigmer], "linux-amd64")
    #expect(
      try publication.planPublishing(version("2.1.0"), to: .beta).warnings == [
        "it brings nothing for darwin-arm64, which 2.0.0 has",
        "it lacks 'agent-runner' for linux-amd64, which 2.0.0 has",
      ])
  }

  @Test func `a pre-release that goes to stable is mentioned, and to beta not`() throws {
    try add("1.2.0-beta.1", [.stigmer], "linux-amd64")
    #expect(
      try publication.planPublishing(version("1.2.0-beta.1"), to: .stable).warnings
        == ["it is a pre-release, and all who follow stable get it"])
    #expect(try publication.planPublishing(version("1.2.0-beta.1"), to: .beta).warnings == [])
  }
}
