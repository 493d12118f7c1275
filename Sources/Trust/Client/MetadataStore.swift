/// Where accepted metadata is kept: the newest file of each role, byte for byte as received.
package protocol MetadataStore {
  /// - Returns: `nil` when there is none.
  func load(_ role: RoleName) throws -> [UInt8]?

  /// Replaces the role's file atomically. Called once a file is verified, and never for one that failed.
  func store(_ role: RoleName, _ bytes: [UInt8]) throws

  /// Removes the role's file, if there is one: a new root took away a key of the role, so what it signed before no
  /// longer binds (specification, section 5.3.11).
  func forget(_ role: RoleName) throws
}
