import Host
import Trust

/// The suite's metadata folder: `<role>.json`, the role's name percent-encoded.
struct FolderStore: MetadataStore {
  let folder: Directory

  func load(_ role: RoleName) throws -> [UInt8]? {
    try folder.readFileIfPresent(role.fileName(), limit: 8 << 20)
  }

  func store(_ role: RoleName, _ bytes: [UInt8]) throws {
    try folder.replaceFile(role.fileName(), with: bytes, staging: folder)
  }

  func forget(_ role: RoleName) throws { try folder.removeFile(role.fileName()) }
}
