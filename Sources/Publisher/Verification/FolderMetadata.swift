internal import Host
import Model
import Trust

/// A repository's metadata for an `Updater` that begins with nothing but a root: read from a folder, kept in memory.
final class FolderMetadata: MetadataSource, MetadataStore {
  private let repository: Directory
  private var accepted: [RoleName: [UInt8]]

  init(_ repository: Directory, root: [UInt8]) {
    self.repository = repository
    accepted = [.root: root]
  }

  func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply {
    let bytes = try repository.readFileIfPresent("metadata/\(path)", limit: limit)
    return bytes.map { .bytes($0) } ?? .notFound
  }

  func load(_ role: RoleName) throws -> [UInt8]? { accepted[role] }

  func store(_ role: RoleName, _ bytes: [UInt8]) throws { accepted[role] = bytes }

  func forget(_ role: RoleName) { accepted[role] = nil }
}
