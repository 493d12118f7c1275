package import Host
package import Model
package import SystemPackage
package import Trust

/// A repository on this disk, read. What it returns hangs from the signatures of its own roots: a publisher must not
/// sign for what somebody else put there.
package final class RepositoryFolder {
  package let root: Directory
  private let anchor: [UInt8]?

  private init(root: Directory, anchor: [UInt8]?) {
    self.root = root
    self.anchor = anchor
  }

  /// - Parameter anchor: The first root as the keys' owner keeps it; the repository's own `1.root.json` must be that one.
  /// - Throws: ``PublisherError/notARepository(_:)``; `HostError`.
  package static func open(
    _ path: FilePath, anchoredBy anchor: [UInt8]? = nil
  ) throws -> RepositoryFolder {
    let root: Directory
    do throws(HostError) {
      root = try Directory(path)
    } catch  where error.isNotFound {
      throw PublisherError.notARepository(path.string)
    }
    guard try root.status("metadata/timestamp.json") != nil else {
      throw PublisherError.notARepository(path.string)
    }
    return RepositoryFolder(root: root, anchor: anchor)
  }

  /// A folder that is there already keeps its permissions.
  static func making(_ path: FilePath) throws -> RepositoryFolder {
    do throws(HostError) {
      return RepositoryFolder(root: try Directory(path), anchor: nil)
    } catch  where error.isNotFound {
      let root = try Directory.making(path)
      try root.setMode(0o755)
      return RepositoryFolder(root: root, anchor: nil)
    }
  }

  package var path: FilePath { root.path }

  var objects: ObjectReader { ObjectReader(repository: root) }

  package func metadata() throws -> CurrentMetadata {
    try CurrentMetadata(root, anchor: anchor)
  }

  package func index(of channel: ChannelName) throws -> ChannelIndex {
    try metadata().index(of: channel)
  }

  package func manifest(_ reference: ObjectReference) throws -> Manifest {
    try Manifest(parsing: try objects.bytes(of: reference))
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

  /// - Throws: ``VerificationError`` for one that is missing or was altered.
  func checkObjects(of manifest: Manifest) throws {
    for component in manifest.components.values {
      for artifact in component.artifacts.values {
        try objects.check(artifact.object.path, artifact.object, frames: artifact.frames)
        try objects.check(artifact.files.path, artifact.files)
      }
    }
  }

  /// Whether there is an `install.sh`.
  package func hasBootstrap() throws -> Bool {
    try root.status(InstallScript.fileName) != nil
  }

  /// The versions of a role's metadata files that lie here.
  package func usedVersions(of role: RoleName) throws -> Set<Int> {
    try MetadataVersions.used(by: role, in: root)
  }

  func releaseList(_ reference: ObjectReference) throws -> ReleaseList {
    try ReleaseList(parsing: try objects.bytes(of: reference))
  }

  /// The channels that list a version of a product, with its manifest.
  package func listings(
    of version: Version, product: Product
  ) throws -> [(channel: ChannelName, entry: ChannelIndex.Entry)] {
    let metadata = try metadata()
    var found: [(channel: ChannelName, entry: ChannelIndex.Entry)] = []
    for channel in ChannelName.allCases where channel.product == product {
      let index = try metadata.index(of: channel)
      if let entry = try releases(of: index).first(where: { $0.version == version }) {
        found.append((channel, entry))
      }
    }
    return found
  }
}
