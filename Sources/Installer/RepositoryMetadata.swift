import Model
import Transport
import Trust

/// The repository's metadata as ``Updater`` asks for it: over the wire, and kept in the home's `trust/`.
final class RepositoryMetadata: MetadataSource, MetadataStore {
  private let transport: Transport
  private let keeper: any TrustKeeper
  private let time: Instant
  private var newValidators: Validators?
  private var record: RefreshRecord
  /// The location that answered last.
  private var source: String?

  /// - Parameter time: Of this refresh.
  init(transport: Transport, keeper: any TrustKeeper, at time: Instant) throws {
    self.transport = transport
    self.keeper = keeper
    self.time = time
    // It only tells: what cannot be read is as good as absent.
    let stored = try keeper.load(RefreshRecord.fileName, limit: RefreshRecord.longest)
    record = stored.flatMap { try? RefreshRecord(parsing: $0) } ?? RefreshRecord()
  }

  // MARK: the record for people

  /// Writes down that these roles were found current just now.
  func noteChecked(_ roles: some Sequence<RoleName>) {
    for role in roles { record.checked(role, at: time) }
  }

  /// - Throws: When the home cannot be written to; what was accepted stays accepted.
  func saveRecord() throws { try keeper.store(RefreshRecord.fileName, record.bytes) }

  // MARK: MetadataSource

  func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply {
    let known = try held.flatMap { try storedValidators()?.validators(for: $0) }
    let content: ConditionalContent
    do throws(FetchError) {
      content = try transport.fetch("metadata/\(path)", limit: limit, unlessMatching: known)
    } catch {
      if error.isNotFound { return .notFound }
      throw error
    }
    source = transport.source(of: "metadata/\(path)")?.description
    switch content {
    case .notModified: return .notModified
    case .content(let bytes, let validators):
      try checkIsNoPage(bytes, path)
      if path == fileName(of: .timestamp) { newValidators = validators }
      // What is held already is not stored again, and would never get its validators.
      if let held, held == bytes { try storeValidators(of: bytes) }
      return .bytes(bytes)
    }
  }

  /// A network that wants a login answers every request with its page: the first two are enough to say so.
  private func checkIsNoPage(_ bytes: [UInt8], _ path: String) throws(FetchError) {
    let isFirst = path == fileName(of: .timestamp) || path.hasSuffix(".root.json")
    if isFirst, WebPage.looksLike(bytes) { throw .webPage(url: "metadata/\(path)") }
  }

  // MARK: MetadataStore

  func load(_ role: RoleName) throws -> [UInt8]? {
    try keeper.load(fileName(of: role), limit: 8 << 20)
  }

  func store(_ role: RoleName, _ bytes: [UInt8]) throws {
    try keeper.store(fileName(of: role), bytes)
    record.received(role, at: time, from: source)
    if role == .root {
      let version = try Field(parsing: bytes, document: "root.json")
        .required("signed").required("version").integer(in: 1...Int.max)
      try keeper.store("roots/\(version).root.json", bytes)
    }
    if role == .timestamp { try storeValidators(of: bytes) }
  }

  private func storeValidators(of bytes: [UInt8]) throws {
    guard let newValidators else { return }
    try keeper.store(StoredValidators.fileName, StoredValidators(of: bytes, newValidators).bytes)
  }

  private func fileName(of role: RoleName) -> String { role.fileName() }

  private func storedValidators() throws -> StoredValidators? {
    guard let bytes = try keeper.load(StoredValidators.fileName, limit: 64 << 10) else {
      return nil
    }
    // They only save a download: what cannot be read is as good as absent.
    return try? StoredValidators(parsing: bytes)
  }
}
