package import Host
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
      guard let folder = try folder(of: product) else { continue }
      for name in try folder.names() where name.hasSuffix(".json") {
        drafts.append(
          try Manifest(parsing: try folder.readFile(name, limit: Limits.manifest)))
      }
    }
    return drafts.sorted { $0.version > $1.version }
  }

  /// - Returns: `nil` when there is none.
  package func draft(of version: Version, _ product: Product) throws -> Manifest? {
    guard let folder = try folder(of: product),
      let bytes = try folder.readFileIfPresent("\(version).json", limit: Limits.manifest)
    else { return nil }
    return try Manifest(parsing: bytes)
  }

  package func save(_ manifest: Manifest, _ writer: RepositoryWriter) throws {
    try writer.write(
      "\(manifest.version).json", in: "\(Self.folderName)/\(manifest.product.rawValue)",
      Array(manifest.json.pretty.utf8))
  }

  package func remove(_ version: Version, _ product: Product, _ writer: RepositoryWriter) throws {
    try writer.directory("\(Self.folderName)/\(product.rawValue)").removeFile("\(version).json")
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
