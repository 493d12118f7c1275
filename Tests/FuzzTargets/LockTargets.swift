import Model
import Selection
import Settings
import Trust

extension FuzzTarget {
  /// What is read as a lock is TOML that says the same, and is written again as what was read.
  static let lock = FuzzTarget(
    "lock", longest: 2048,
    words: [
      "schema = 1\n", "version = \"1.4.2\"\n", "manifest = \"", "[artifacts]\n", "linux-amd64 = \"",
      "agent-runner.", "\r\n", "\n\n", "# ", "<<<<<<< ", "=======",
      String(repeating: "0", count: 64),
      "\u{0}", "\u{301}",
    ],
    seeds: {
      let digest = Digest.sha256(of: Array("a manifest".utf8))
      let other = Digest.sha256(of: Array("an artifact".utf8))
      guard let version = Version("1.5.0-beta.1+g1") else { throw FuzzFailure("a sound seed") }
      let artifacts = [("stigmer", "linux-amd64"), ("agent-runner", "plan9-mips")]
        .map { ProjectLock.Artifact(component: $0.0, platform: $0.1, digest: other) }
      let text = ProjectLock(version: version, manifest: digest, artifacts: artifacts).text
      return bytes([text, text.replacing("\n", with: "\r\n"), "schema = 2\n"])
    },
    check: { bytes in
      let lock: LockFile
      do { lock = try LockFile(parsing: ByteString(bytes)) } catch { return }
      let document = try accepted("TOML that is read as a lock") {
        try TOMLDocument.parse(bytes, document: "a lock")
      }
      let version = try document.required("version").string()
      let manifest = try document.required("manifest").digest()
      try expect(ByteString(version) == lock.release.version.bytes, "TOML says '\(version)'")
      try expect(ByteString(manifest.hex) == lock.release.manifest, "TOML says '\(manifest)'")
      // One with numbers beyond 64 bits is no release's: it is looked for and not found.
      guard let locked = Version(version) else { return }
      let artifacts = try lock.artifacts.map { artifact in
        guard let digest = Digest(hex: artifact.digest.description) else {
          throw FuzzFailure("'\(artifact.digest)' is no digest")
        }
        return ProjectLock.Artifact(
          component: artifact.component.description, platform: artifact.platform.description,
          digest: digest)
      }
      let text = ProjectLock(version: locked, manifest: manifest, artifacts: artifacts).text
      let again = try accepted("what was written") {
        try LockFile(parsing: ByteString(Array(text.utf8)))
      }
      try expect(again == lock, "it is written as something else:\n\(text)")
    })
}
