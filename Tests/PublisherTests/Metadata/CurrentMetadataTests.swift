import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct CurrentMetadataTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  private func expectUnusable(_ words: String) {
    #expect {
      try published.repository.metadata()
    } throws: { error in
      guard case .metadataUnusable(let reason)? = error as? PublisherError else { return false }
      return reason.contains(words)
    }
  }

  @Test func `a timestamp that another key signed is not built upon`() throws {
    let current = try published.repository.metadata().timestamp.content
    let forged = try Signed(current, by: [try SecretKey.generate()])
    try published.overwrite("metadata/timestamp.json") { $0 = forged.bytes }
    expectUnusable("timestamp")
  }

  @Test func `a snapshot that was altered is not built upon`() throws {
    let version = try published.repository.metadata().snapshot.content.version
    try published.overwrite("metadata/\(version).snapshot.json") { $0.append(UInt8(ascii: " ")) }
    expectUnusable("snapshot")
  }

  @Test func `a file that is missing is named`() throws {
    let version = try published.repository.metadata().targets.content.version
    try published.repository.root.removeFile("metadata/\(version).targets.json")
    expectUnusable("'metadata/\(version).targets.json' is missing")
  }

  @Test func `the keys of one repository do not sign for another`() throws {
    let other = try PublishedRepository()
    let anchor = try #require(try other.keys.anchor())
    let opened = try RepositoryFolder.open(published.path, anchoredBy: anchor)
    #expect(throws: PublisherError.otherRepository(published.path.string)) {
      try opened.metadata()
    }
    #expect(
      try RepositoryFolder.open(other.path, anchoredBy: anchor).metadata().root.content.version == 1
    )
  }

  @Test func `files beyond the timestamp are no part of it, and are written over`() throws {
    let snapshot = try published.repository.metadata().snapshot.content.version
    for name in ["\(snapshot + 1).snapshot.json", "9.stable.json"] {
      try published.repository.root.writeFile("metadata/\(name)", Array("cut".utf8))
    }
    try published.publish("1.1.0", to: .stable)
    #expect(try published.repository.metadata().snapshot.content.version == snapshot + 1)
    #expect(try published.findings().messages == [])
  }
}
