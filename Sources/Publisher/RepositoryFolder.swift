package import Host
package import Model
package import SystemPackage

/// A repository on this disk, read.
package final class RepositoryFolder {
  package let root: Directory

  private init(root: Directory) { self.root = root }

  /// - Throws: ``PublisherError/notARepository(_:)``; `HostError`.
  package static func open(_ path: FilePath) throws -> RepositoryFolder {
    let root = try Directory(path)
    guard try root.status("metadata/timestamp.json") != nil else {
      throw PublisherError.notARepository(path.string)
    }
    return RepositoryFolder(root: root)
  }

  static func making(_ path: FilePath) throws -> RepositoryFolder {
    RepositoryFolder(root: try Directory.making(path))
  }

  package var path: FilePath { root.path }

  package func metadata() throws -> CurrentMetadata { try CurrentMetadata(root) }

  /// - Throws: `FormatError`; `HostError`.
  package func index(of channel: ChannelName) throws -> ChannelIndex {
    try metadata().index(of: channel, in: root)
  }

  package func manifest(_ reference: ObjectReference) throws -> Manifest {
    try Manifest(parsing: try root.readFile(reference.path, limit: Limits.manifest))
  }

  /// Every entry of a channel, the last one listed first.
  package func releases(of index: ChannelIndex) throws -> [ChannelIndex.Entry] {
    var all = index.releases
    var next = index.older
    while let reference = next {
      let list = try releaseList(reference)
      all += list.releases
      next = list.older
    }
    return all
  }

  func releaseList(_ reference: ObjectReference) throws -> ReleaseList {
    try ReleaseList(parsing: try root.readFile(reference.path, limit: Limits.releaseList))
  }

  /// The channels that list a version of a product, with its manifest.
  package func listings(
    of version: Version, product: Product
  ) throws -> [(channel: ChannelName, entry: ChannelIndex.Entry)] {
    let metadata = try metadata()
    var found: [(channel: ChannelName, entry: ChannelIndex.Entry)] = []
    for channel in ChannelName.allCases where channel.product == product {
      let index = try metadata.index(of: channel, in: root)
      if let entry = try releases(of: index).first(where: { $0.version == version }) {
        found.append((channel, entry))
      }
    }
    return found
  }
}
