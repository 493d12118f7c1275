import Model
package import Pack
package import Store

/// Whether a release with a set of components is here, by a quick look at each of its files.
package enum TreePresence: Sendable, Equatable {
  case absent
  case whole(TreeIdentifier)
  case damaged(TreeIdentifier, [FolderDifference])

  static func find(
    _ tree: TreeIdentifier, _ manifest: Manifest, _ digest: Digest,
    components: [ComponentName], in home: HomeFolder
  ) throws -> TreePresence {
    guard let place = try place(of: tree, manifest.version, in: home) else { return .absent }
    let inspection = TreeInspection(
      home: home, tree: place, manifest: manifest, digest: digest, components: components)
    let differences = try inspection.run(thoroughly: false).differences
    return differences.isEmpty ? .whole(place) : .damaged(place, differences)
  }

  /// The tree that the version's name leads to comes first; a mended one may have another name.
  private static func place(
    of tree: TreeIdentifier, _ version: Version, in home: HomeFolder
  ) throws -> TreeIdentifier? {
    let here = try home.trees()
    if case .tree(let named)? = try home.place(of: version.description), named.base == tree,
      here.contains(named)
    {
      return named
    }
    return here.first { $0.base == tree }
  }
}
