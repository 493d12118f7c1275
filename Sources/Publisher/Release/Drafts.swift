private import Host
package import Model
private import SystemPackage

/// Releases that are not published yet: `.drafts/<product>/<version>.json`, each a manifest that may still grow.
package struct Drafts {
  private static let folderName = ".drafts"
  private let repository: RepositoryFolder

  package init(_ repository: RepositoryFolder) { self.repository = repository }

  /// The newest version first.
  package func all() throws -> [Manifest] {
    var drafts: [Manifest] = []
    for product in [Product.stigmer, .stigmerup] {
      for name in try folder(of: product)?.names() ?? [] where name.hasSuffix(".json") {
        guard let version = Version(String(name.dropLast(".json".count))),
          let draft = try draft(of: version, product)
        else { continue }
        drafts.append(draft)
      }
    }
    return drafts.sorted { $0.version > $1.version }
  }

  /// - Returns: `nil` when there is none.
  /// - Throws: ``DraftError/unusable(path:reason:)`` for a file that is no draft of that version.
  package func draft(of version: Version, _ product: Product) throws -> Manifest? {
    let name = "\(version).json"
    guard let folder = try folder(of: product),
      let bytes = try folder.readFileIfPresent(name, limit: Limits.manifest)
    else { return nil }
    let path = folder.path.appending(name).string
    do throws(FormatError) {
      let draft = try Manifest(parsing: bytes)
      guard draft.version == version, draft.product == product else {
        throw FormatError(document: path, path: "version", problem: "is another")
      }
      return draft
    } catch {
      throw DraftError.unusable(path: path, reason: error.message)
    }
  }

  func save(_ manifest: Manifest, _ writer: RepositoryWriter) throws {
    try writer.write(
      "\(manifest.version).json", in: "\(Self.folderName)/\(manifest.product.rawValue)",
      Array(manifest.json.pretty.utf8))
  }

  /// One that is not there is fine. Its objects stay: other releases may have the same.
  package func remove(_ version: Version, _ product: Product, _ writer: RepositoryWriter) throws {
    guard let folder = try folder(of: product) else { return }
    try folder.removeFile("\(version).json")
    try folder.flush()
  }

  private func folder(of product: Product) throws(HostError) -> Directory? {
    do throws(HostError) {
      return try repository.root.openDirectory("\(Self.folderName)/\(product.rawValue)")
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }
}
