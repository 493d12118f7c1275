import Model
import TestSupport
import Testing
import Trust

@testable import Publisher

/// Drafts that somebody changed: each is told what is wrong with it.
@Suite struct ForgedDraftTests {
  /// An honest one, made once: reading needs no repository.
  private static let draft = Result {
    let published = try PublishedRepository()
    var edit = RoleEdit()
    edit.renewals = [.root, .targets, "stable"]
    return try edit.draft(
      on: try published.repository.metadata(), policies: .builtIn, at: PublishedRepository.time,
      usedVersions: published.repository.usedVersions
    ).json
  }

  /// Where in the JSON, what stands there then, and what is said.
  static let forgeries: [(path: [String], value: JSON?, says: String)] = [
    (["format"], 2, "is 2, and this stigmerup understands 1"),
    (["secret"], 1, "'secret' is not something that a draft says"),
    (["base"], nil, "'base' is missing"), (["base", "targets"], nil, "'targets' is missing"),
    (["base", "root", "version"], 7, "is not the version of the metadata beside it"),
    (["base", "root", "sha256"], "x", "should be a SHA-256 digest"),
    (["base", "root", "metadata", "signed", "expires"], "2099-01-01T00:00:00Z", "wrong signature"),
    (["base", "targets", "metadata", "signed", "version"], 9, "is not the version"),
    (["base", "stable", "metadata", "signatures"], [], "is not signed"),
    (["proposed"], .object(JSON.Members()), "proposes nothing"),
    (["proposed", "timestamp"], 1, "is signed when the draft is published"),
    (["proposed", "root", "signed", "version"], 9, "is not one version up from its base"),
    (["proposed", "stable", "signed", "version"], 1, "is not one version up from its base"),
    (["proposed", "nightly"], 1, "cannot be used"),
    (["proposed", "stable", "signed", "targets"], .object(JSON.Members()), "changes its targets"),
    (["base", "beta"], 1, "should be an object"),
    (["indexes", "beta"], 1, "should be an object"), (["indexes", "x"], 1, "is not a channel"),
    (["objects"], [1], "should be a string"),
    (["restart-versions"], true, "versions cannot go back while snapshot and timestamp keep"),
  ]

  @Test(arguments: forgeries)
  func `a forged draft is refused with what is wrong`(
    path: [String], value: JSON?, says: String
  ) throws {
    let forged = ForgedDraft.setting(try Self.draft.get(), path[...], to: value)
    #expect {
      try SigningDraft(parsing: Array(forged.pretty.utf8))
    } throws: { error in
      let message = (error as? any UserError)?.message ?? ""
      return message.contains(says)
        || {
          Issue.record("\(message)"); return false
        }()
    }
  }

  @Test(arguments: ["", "{}", "[]", "null", "{\"format\":1}", "{\"format\":1.5}", "\u{0}"])
  func `what is no draft is refused`(text: String) {
    #expect(throws: CeremonyError.self) { try SigningDraft(parsing: Array(text.utf8)) }
  }
}
