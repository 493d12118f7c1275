package import Host
package import Store

/// A home's `trust/`, only read: without a lock, so it serves a read-only home.
package final class StoredTrust: TrustKeeper {
  private let home: HomeFolder

  package init(_ home: HomeFolder) { self.home = home }

  package func load(_ name: String, limit: Int) throws(HostError) -> [UInt8]? {
    try home.root.readFileIfPresent("trust/\(name)", limit: limit)
  }

  /// Nothing is accepted without a refresh.
  package func store(_ name: String, _ bytes: [UInt8]) throws(HostError) {}

  package func forget(_ name: String) throws(HostError) {}
}
