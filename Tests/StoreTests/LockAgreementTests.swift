import Model
import Selection
import Settings
import TestSupport
import Testing

/// A lock is written by `Settings` and read by `Selection`: what the first writes the second reads, and TOML is what both say it is.
@Suite struct LockAgreementTests {
  private func lock(_ version: String, components: Int, platforms: [String]) throws -> ProjectLock {
    let artifacts = (0..<components).flatMap { number in
      platforms.map { platform in
        ProjectLock.Artifact(
          component: "part-\(number)", platform: platform,
          digest: .sample("\(number) \(platform)"))
      }
    }
    return ProjectLock(
      version: try SampleHome.parsed(version), manifest: .sample(version),
      artifacts: artifacts.shuffled())
  }

  @Test(arguments: ["1.4.2", "1.5.0-beta.2", "1.5.1-dev.202611231200+gabc1234"], [0, 1, 12])
  func `what is written is read alike`(version: String, components: Int) throws {
    let lock = try lock(
      version, components: components, platforms: Platform.all.map(\.description) + ["plan9-mips"])
    let file = try LockFile(parsing: ByteString(lock.text))
    #expect(file.release.version.bytes.description == version)
    #expect(file.release.manifest.description == lock.manifest.hex)
    #expect(
      file.artifacts.map { "\($0.component).\($0.platform) \($0.digest)" }
        == lock.artifacts.map { "\($0.name) \($0.digest)" })
  }

  @Test func `it is TOML, too`() throws {
    let lock = try lock("1.4.2", components: 2, platforms: ["linux-amd64", "darwin-arm64"])
    let root = try TOMLDocument.parse(Array(lock.text.utf8), document: "the lock")
    #expect(try root.required("schema").integer(in: 1...1) == 1)
    #expect(try root.required("version").version() == lock.version)
    #expect(try root.required("manifest").digest() == lock.manifest)
    let artifacts = try root.required("artifacts").required("part-1")
    #expect(
      try artifacts.required("darwin-arm64").digest() == .sample("1 darwin-arm64"))
  }

  @Test func `a lock with the platforms of a hundred components can be read`() throws {
    let lock = try lock(
      "1.4.2", components: 100, platforms: Platform.all.map(\.description))
    #expect(lock.text.utf8.count <= LockFile.longest)
    #expect(try LockFile(parsing: ByteString(lock.text)).artifacts.count == 400)
  }
}
