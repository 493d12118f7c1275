import Host
import Model
import SystemPackage
import Testing
import Trust

@testable import Publisher

@Suite struct MetadataRefreshTests {
  private let published: PublishedRepository

  init() throws { published = try PublishedRepository() }

  private func refresh(daysLater days: Int) throws -> [MetadataRefresh.Role] {
    let refresh = MetadataRefresh(
      published.repository, keys: published.keys, policies: .builtIn,
      time: PublishedRepository.time.adding(days: days))
    let roles = try refresh.plan()
    try refresh.carryOut(roles, try published.writer())
    return roles
  }

  private func renewed(_ roles: [MetadataRefresh.Role]) -> [String] {
    roles.filter { role in
      guard case .renewed = role.action else { return false }
      return true
    }.map(\.name.description)
  }

  @Test func `snapshot and timestamp are renewed, and nothing that has time left`() throws {
    let roles = try refresh(daysLater: 7)
    #expect(renewed(roles) == ["snapshot", "timestamp"])
    let metadata = try published.repository.metadata()
    #expect(metadata.timestamp.content.expires == PublishedRepository.time.adding(days: 21))
    #expect(metadata.root.content.version == 1)
    #expect(try published.findings(at: PublishedRepository.time.adding(days: 20)).messages == [])
  }

  @Test func `what expired can be renewed`() throws {
    let later = PublishedRepository.time.adding(days: 15)
    #expect(try published.findings(at: later).messages.count == 1)
    _ = try refresh(daysLater: 15)
    #expect(try published.findings(at: later).messages == [])
  }

  @Test func `a role with less than a third of its time left is renewed too`() throws {
    #expect(renewed(try refresh(daysLater: 19)) == ["snapshot", "timestamp"])
    #expect(renewed(try refresh(daysLater: 20)) == ["dev", "snapshot", "timestamp"])
    #expect(renewed(try refresh(daysLater: 21)) == ["snapshot", "timestamp"])
  }

  @Test func `after a year all roles are renewed, and the root's chain goes on`() throws {
    let roles = try refresh(daysLater: 400)
    #expect(renewed(roles).count == roles.count)
    #expect(try published.repository.metadata().root.content.version == 2)
    let (messages, summary) = try published.findings(at: PublishedRepository.time.adding(days: 401))
    #expect(messages == [])
    #expect(summary.channels[.beta]?.releases == 2)
  }

  @Test func `a role whose key is elsewhere is named, and the others go on`() throws {
    try published.keys.directory.removeFile("root.pem")
    try published.keys.directory.removeFile("dev.pem")
    let roles = try refresh(daysLater: 400)
    let missing = roles.filter { $0.action == .keysMissing }.map(\.name.description)
    #expect(missing == ["root", "dev"])
    #expect(try published.repository.metadata().root.content.version == 1)
  }

  @Test func `without the timestamp's key nothing is written`() throws {
    try published.keys.directory.removeFile("timestamp.pem")
    let before = try published.repository.root.openDirectory("metadata").names()
    #expect(
      throws: PublisherError.keyMissing(
        role: "timestamp", folder: published.keys.directory.path.string)
    ) { try refresh(daysLater: 400) }
    #expect(try published.repository.root.openDirectory("metadata").names() == before)
  }
}
