import Model
import TestSupport
import Testing
import Trust

@testable import Publisher

/// Drafts as they come from anywhere: only a whole and honest one is taken.
@Suite struct SigningDraftTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  private func metadata() throws -> CurrentMetadata { try published.repository.metadata() }

  private func draft(_ change: (inout RoleEdit) -> Void) throws -> SigningDraft {
    var edit = RoleEdit()
    change(&edit)
    return try edit.draft(
      on: try metadata(), policies: .builtIn, at: PublishedRepository.time,
      usedVersions: published.repository.usedVersions)
  }

  private func channelDraft() throws -> SigningDraft {
    let publication = ChannelPublication(published.repository, policies: .builtIn)
    let change = try publication.planPromotion(
      of: try SampleHome.parsed("1.1.0"), from: .beta, to: .stable)
    return try publication.draft(of: change, at: PublishedRepository.time)
  }

  @Test func `a draft survives the way through its file, signatures included`() throws {
    for var draft in [try draft { $0.renewals = [.root, .targets, "stable"] }, try channelDraft()] {
      #expect(try SigningDraft(parsing: draft.bytes).bytes == draft.bytes)
      let stable = try published.keys.keys(of: "stable")[0].key
      #expect(try draft.sign(with: stable) == ["stable"])
      #expect(try draft.sign(with: stable) == [])
      let read = try SigningDraft(parsing: draft.bytes)
      #expect(read.bytes == draft.bytes)
      #expect(read.requirements().first { $0.role == "stable" }?.isMet == true)
    }
  }

  @Test func `the same edit at the same time is the same file`() throws {
    let make = { try draft { $0.renewals = ["dev", .root] }.bytes }
    #expect(try make() == make())
  }

  @Test func `an index that is not what the role signs is refused`() throws {
    let draft = try channelDraft()
    for path in [
      ["indexes", "stable", "proposed", "current"], ["indexes", "stable", "base", "current"],
    ] {
      let forged = ForgedDraft.setting(draft.json, path[...], to: "0.0.1")
      #expect(throws: CeremonyError.self) {
        try SigningDraft(parsing: Array(forged.pretty.utf8))
      }
    }
  }

  @Test func `a wrong signature in a draft does not count, and is not published`() throws {
    var draft = try draft { $0.renewals = ["stable"] }
    let other = try published.keys.keys(of: "dev")[0].key
    #expect(throws: CeremonyError.self) { try draft.sign(with: other) }
    var forged = Signed(try #require(draft.proposed["stable"]).content)
    try forged.sign(with: other)
    draft.proposed["stable"] = forged
    let writer = try published.writer()
    let publish = {
      try DraftPublication(
        draft, writer: writer, keys: published.keys, at: PublishedRepository.time
      )
      .prepare()
    }
    #expect(throws: CeremonyError.self) { try publish() }
    _ = try draft.sign(with: try published.keys.keys(of: "stable")[0].key)
    let preparation = try #require(try publish())
    try DraftPublication(draft, writer: writer, keys: published.keys, at: PublishedRepository.time)
      .carryOut(preparation)
    let signed = try #require(try metadata().document(of: "stable"))
    #expect(signed.signatures.count == 1)
    #expect(try published.findings().messages == [])
  }

  @Test func `keys that would leave a role unsigned are never published`() throws {
    let new = try SecretKey.generate()
    let draft = try draft {
      $0.additions = [("stable", new.publicKey)]
      $0.thresholds = [("stable", 2)]
    }
    #expect(draft.roles == [.targets, "stable"])
    var broken = draft
    broken.proposed["stable"] = nil
    broken.bases["stable"] = nil
    _ = try broken.sign(with: try published.keys.keys(of: "targets")[0].key)
    #expect {
      try DraftPublication(
        broken, writer: try published.writer(), keys: published.keys, at: PublishedRepository.time
      ).prepare()
    } throws: { error in
      guard case CeremonyError.breaks(let role, _)? = error as? CeremonyError else { return false }
      return role == "stable"
    }
  }

  @Test func `an expired draft is refused`() throws {
    var draft = try draft { $0.renewals = ["dev"] }
    _ = try draft.sign(with: try published.keys.keys(of: "dev")[0].key)
    let expires = PublishedRepository.time.adding(days: 30)
    #expect(throws: CeremonyError.expired("dev", at: expires)) {
      try DraftPublication(
        draft, writer: try published.writer(), keys: published.keys, at: expires
      ).prepare()
    }
  }

  @Test func `a restart takes the first free version after those that were served`() {
    let highest = MetadataVersions.highest
    #expect(MetadataVersions.lowestFree([1, 2, 3, highest], below: highest) == 4)
    #expect(MetadataVersions.lowestFree([6, 7, 9_000], below: 9_000) == 8)
    #expect(MetadataVersions.lowestFree([highest], below: highest) == highest)
  }
}
