import SystemPackage
import Trust

/// The suite's metadata folder: `<role>.json`, the role's name percent-encoded.
struct FolderStore: MetadataStore {
  let folder: FilePath

  func load(_ role: RoleName) throws -> [UInt8]? {
    try LocalFile.read(folder.appending(role.fileName()))
  }

  func store(_ role: RoleName, _ bytes: [UInt8]) throws {
    try LocalFile.replace(role.fileName(), in: folder, with: bytes)
  }
}
