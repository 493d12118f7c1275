internal import Model
private import Trust

/// New objects that go into a draft instead of the repository.
final class DraftObjects {
  private(set) var written: [[UInt8]] = []
  private let repository: RepositoryFolder

  init(_ repository: RepositoryFolder) { self.repository = repository }

  func write(_ bytes: [UInt8]) -> ObjectReference {
    if !written.contains(bytes) { written.append(bytes) }
    return Self.reference(to: bytes)
  }

  func list(_ reference: ObjectReference) throws -> ReleaseList {
    if let bytes = written.first(where: { Self.reference(to: $0) == reference }) {
      return try ReleaseList(parsing: bytes)
    }
    return try repository.releaseList(reference)
  }

  private static func reference(to bytes: [UInt8]) -> ObjectReference {
    ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
  }
}
