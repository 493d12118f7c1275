/// Where accepted metadata is kept: the newest file of each role, byte for byte as received.
package protocol MetadataStore {
  /// - Returns: `nil` when there is none.
  func load(_ role: RoleName) throws -> [UInt8]?

  /// Replaces the role's file atomically. Called once a file is verified, and never for one that failed.
  func store(_ role: RoleName, _ bytes: [UInt8]) throws
}
