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
  /// Whether the tree is here; a whole one needs only links.
  package let presence: TreePresence
  /// What the release that it follows has, and this one lacks.
  package let dropped: [ComponentName]

  /// - Parameter dropped: Components of the release before that were looked for in vain.
  /// - Throws: ``InstallerError`` when the release cannot run or be installed here.
  package init(
    _ release: ListedRelease, manifest: Manifest, manifestBytes: [UInt8], wanted: Components,
    dropped: [ComponentName] = [], in home: HomeFolder
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
    presence = try TreePresence.find(
      tree, manifest, release.entry.manifest.digest, components: components, in: home)
    self.dropped = dropped
  }

  package var isPresent: Bool { if case .whole = presence { true } else { false } }

  package var artifacts: [(name: ComponentName, artifact: Artifact)] {
    components.compactMap { name in
      manifest.components[name]?.artifacts[platform].map { (name, $0) }
    }
  }

  /// `1.1.0 has no component 'agent-runner', which is here with the release before: it will be gone`
  package var lossText: String {
    let names = dropped.map { "'\($0)'" }.joined(separator: ", ")
    return
      "\(manifest.version) has no \(dropped.count == 1 ? "component" : "components") \(names), "
      + "which the release before it has here"
  }
}
