import Model
import TestSupport
import Testing
import Trust

struct TrustReportTests {
  private let repository: RepositorySimulator
  private let client: Client

  init() throws {
    repository = try RepositorySimulator()
    try repository.delegate(to: "stable", paths: ["stable/*"])
    try repository.delegate(to: "dev", paths: ["dev/*"])
    repository.addTarget("stable/index.json", "index", by: "stable")
    try repository.publishAll()
    client = try Client(of: repository)
    _ = try client.updater().targetInfo(for: "stable/index.json")
  }

  private func report(at time: Instant = RepositorySimulator.now) throws -> TrustReport {
    try TrustReport(of: client.store, at: time)
  }

  @Test func `each role is told with its keys and state, and nothing is fetched`() throws {
    repository.forgetRequests()
    let roles = try report().roles
    #expect(roles.map(\.name) == ["root", "timestamp", "snapshot", "targets", "stable", "dev"])
    #expect(roles[4].delegator == .targets)
    #expect(roles[4].paths == ["stable/*"])
    let key = try #require(repository.signers["stable"]?.first?.publicKey)
    #expect(roles[4].keys == [key])
    #expect(
      roles[4].state
        == .verified(
          version: 1, expires: RepositorySimulator.later, isExpired: false, signers: [key.id]))
    #expect(roles[5].state == .absent)
    #expect(repository.requests.isEmpty)
  }

  @Test func `an expired role is told, not thrown`() throws {
    for role in try report(at: RepositorySimulator.later).roles.prefix(5) {
      guard case .verified(_, _, let isExpired, _) = role.state else {
        Issue.record("\(role.name) is \(role.state)")
        continue
      }
      #expect(isExpired)
    }
  }

  @Test func `a role in disorder is told with its error`() throws {
    client.store.files["stable"] = Array("garbage".utf8)
    client.store.files[.snapshot] = client.store.files[.timestamp]
    let roles = try report().roles
    for index in [2, 4] {
      guard case .refused(let error) = roles[index].state else {
        Issue.record("\(roles[index].name) is \(roles[index].state)")
        continue
      }
      #expect(error.role == roles[index].name)
    }
  }
}
