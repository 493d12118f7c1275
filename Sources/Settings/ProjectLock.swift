package import Model

/// `stigmer-toolchain.lock` as it is written: one release, and what it is made of on every platform. `Selection` reads it.
package struct ProjectLock: Sendable, Equatable {
  package static let fileName = "stigmer-toolchain.lock"

  package struct Artifact: Sendable, Hashable {
    package let component: String
    /// As the lock names it: perhaps one that this version does not know.
    package let platform: String
    package let digest: Digest

    package init(component: String, platform: String, digest: Digest) {
      self.component = component
      self.platform = platform
      self.digest = digest
    }

    /// `agent-runner.linux-amd64`
    package var name: String { "\(component).\(platform)" }
  }

  package let version: Version
  /// Of the release's manifest, and so of every byte of it.
  package let manifest: Digest
  /// In the byte order of their names.
  package let artifacts: [Artifact]

  package init(version: Version, manifest: Digest, artifacts: [Artifact]) {
    self.version = version
    self.manifest = manifest
    self.artifacts = artifacts.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// - Parameters:
  ///   - manifest: The release's, verified by the caller.
  ///   - digest: Of its bytes as a channel signs it.
  package init(of manifest: Manifest, digest: Digest) {
    let artifacts = manifest.components.flatMap { name, component in
      component.artifacts.map { platform, artifact in
        Artifact(
          component: name.description, platform: platform.description,
          digest: artifact.object.digest)
      }
    }
    self.init(version: manifest.version, manifest: digest, artifacts: artifacts)
  }

  /// One thing a line, in a fixed order: whoever locks the same release writes the same bytes, so branches merge.
  package var text: String {
    let lines = artifacts.map { "\($0.name) = \"\($0.digest)\"" }
    return """
      # Written by stigmerup: the very bytes that this project runs. To move it: stigmerup pin --update
      schema = 1
      version = "\(version)"
      manifest = "\(manifest)"

      [artifacts]

      """ + lines.map { $0 + "\n" }.joined()
  }
}
