import Trust

/// A home's metadata as `Trust` asks for it, only read.
struct StoredMetadata: MetadataStore {
  let trust: StoredTrust

  init(_ trust: StoredTrust) { self.trust = trust }

  func load(_ role: RoleName) throws -> [UInt8]? {
    try trust.load(role.fileName(), limit: 8 << 20)
  }

  func store(_ role: RoleName, _ bytes: [UInt8]) {}

  func forget(_ role: RoleName) {}
}
