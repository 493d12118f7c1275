package import Trust

/// A metadata store in memory.
package final class MemoryStore: MetadataStore {
  package var files: [RoleName: [UInt8]]
  /// The roles stored, in order, each time.
  package private(set) var writes: [RoleName] = []

  package init(_ files: [RoleName: [UInt8]] = [:]) { self.files = files }

  package func load(_ role: RoleName) -> [UInt8]? { files[role] }

  package func store(_ role: RoleName, _ bytes: [UInt8]) {
    files[role] = bytes
    writes.append(role)
  }

  package func forget(_ role: RoleName) { files[role] = nil }

  package func forgetWrites() { writes = [] }
}
