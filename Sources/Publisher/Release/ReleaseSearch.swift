package import Model
private import Trust

/// Finds a release by its version, whether a channel lists it or it is a draft.
package struct ReleaseSearch {
  private let repository: RepositoryFolder

  package init(_ repository: RepositoryFolder) { self.repository = repository }

  package struct Found: Sendable {
    package let manifest: Manifest
    /// Of a draft: what it would be now.
    package let object: ObjectReference
    /// None for a draft.
    package let channels: [ChannelName]
  }

  /// - Parameter product: `nil` for whichever has it, stigmer first.
  /// - Throws: ``PublisherError/noDraft(_:drafts:)``.
  package func find(_ version: Version, _ product: Product?) throws -> Found {
    for candidate in Self.candidates(product) {
      let listings = try repository.listings(of: version, product: candidate)
      if let first = listings.first {
        let object = first.entry.manifest
        return Found(
          manifest: try repository.manifest(object), object: object,
          channels: listings.map(\.channel))
      }
    }
    guard let draft = try optionalDraft(version, product) else {
      throw PublisherError.noDraft(version, drafts: try Drafts(repository).all().map(\.version))
    }
    let bytes = draft.bytes
    return Found(
      manifest: draft,
      object: ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count), channels: [])
  }

  package func draft(_ version: Version, _ product: Product?) throws -> Manifest {
    guard let draft = try optionalDraft(version, product) else {
      throw DraftError.none(
        version, product: product ?? .stigmer,
        drafts: try Drafts(repository).all().map(\.version))
    }
    return draft
  }

  private func optionalDraft(_ version: Version, _ product: Product?) throws -> Manifest? {
    for candidate in Self.candidates(product) {
      if let draft = try Drafts(repository).draft(of: version, candidate) { return draft }
    }
    return nil
  }

  private static func candidates(_ product: Product?) -> [Product] {
    product.map { [$0] } ?? [.stigmer, .stigmerup]
  }
}
