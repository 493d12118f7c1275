private import Host
package import Model
package import Store
private import Trust

/// What installing one release here means: a pure value, made before anything is changed.
package struct InstallPlan: Sendable, Equatable {
  package let release: ListedRelease
  package let manifest: Manifest
  /// As served and signed.
  package let manifestBytes: [UInt8]
  package let components: [ComponentName]
  package let platform: Platform
  package let tree: TreeIdentifier
  /// The tree is here already; only links are to be made.
  package let isPresent: Bool

  /// - Throws: ``InstallerError`` when the release cannot run or be installed here.
  package init(
    _ release: ListedRelease, manifest: Manifest, manifestBytes: [UInt8], wanted: Components,
    in home: HomeFolder
  ) throws {
    guard let platform = Machine.platform else { throw InstallerError.unsupportedMachine }
    if let needed = manifest.minimumStigmerup, needed > ManagerVersion.current {
      throw InstallerError.managerTooOld(manifest.version, needs: needed)
    }
    self.release = release
    self.manifest = manifest
    self.manifestBytes = manifestBytes
    self.platform = platform
    components = try wanted.chosen(from: manifest, on: platform)
    for name in components {
      if let artifact = manifest.components[name]?.artifacts[platform],
        let missing = Machine.lacks(artifact.requirements)
      {
        throw InstallerError.machineLacks(manifest.version, what: missing)
      }
    }
    tree = TreeIdentifier(
      manifest: release.entry.manifest.digest,
      componentNames: Digest.sha256(of: TreeIdentifier.nameBytes(of: components)))
    isPresent = try home.record(at: .tree(tree)) != nil
  }

  package var artifacts: [(name: ComponentName, artifact: Artifact)] {
    components.compactMap { name in
      manifest.components[name]?.artifacts[platform].map { (name, $0) }
    }
  }

  /// In bytes.
  package var downloadLength: Int { artifacts.reduce(0) { $0 + $1.artifact.object.length } }

  /// In bytes of content.
  package var unpackedLength: Int { artifacts.reduce(0) { $0 + $1.artifact.unpackedLength } }
}
