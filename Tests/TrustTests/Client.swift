import Model
import TestSupport
import Testing
import Trust

/// One client of a simulated repository, over a store of its own.
struct Client {
  let repository: RepositorySimulator
  let store: MemoryStore

  /// Trusts the repository's first root.
  init(of repository: RepositorySimulator) throws {
    self.repository = repository
    store = MemoryStore([.root: try #require(repository.served["1.root.json"])])
  }

  func updater(
    at time: Instant = RepositorySimulator.now, grace: Int = 0,
    limits: UpdaterLimits = UpdaterLimits()
  ) throws -> Updater {
    try Updater(source: repository, store: store, at: time, grace: grace, limits: limits)
  }

  /// One run of the program.
  @discardableResult
  func refresh(at time: Instant = RepositorySimulator.now, grace: Int = 0) throws -> Updater {
    let updater = try updater(at: time, grace: grace)
    try updater.refresh()
    return updater
  }

  /// What a refresh is refused for.
  func refusal(at time: Instant = RepositorySimulator.now) throws -> TrustError {
    try #require(throws: TrustError.self) { try refresh(at: time) }
  }

  /// What the search for a target is refused for.
  func refusal(of path: TargetPath) throws -> TrustError {
    let updater = try updater()
    return try #require(throws: TrustError.self) { _ = try updater.targetInfo(for: path) }
  }

  /// The stored version of a role; `nil` when nothing is stored.
  func version(_ role: RoleName) throws -> Int? {
    guard let bytes = store.files[role] else { return nil }
    return try Field(parsing: bytes, document: "a stored file").required("signed")
      .required("version").integer(in: 0...Int.max)
  }
}
