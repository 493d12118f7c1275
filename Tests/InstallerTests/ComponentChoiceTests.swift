import Model
import Testing

@testable import Installer

@Suite struct ComponentChoiceTests {
  private let platform = Platform(system: .linux, architecture: .amd64)
  private let other = Platform(system: .darwin, architecture: .arm64)

  private func name(_ text: String) throws -> ComponentName {
    try #require(ComponentName(text))
  }

  private func artifact() throws -> Artifact {
    let digest = try #require(Digest(bytes: [UInt8](repeating: 7, count: 32)))
    let object = ObjectReference(digest: digest, length: 0)
    return Artifact(
      object: object, frames: [], archiveLength: 0, unpackedLength: 0, files: object,
      executables: [:], requirements: .init())
  }

  private func manifest(
    _ components: [String: Profile], missingHere: Set<String> = []
  ) throws -> Manifest {
    var manifest = Manifest(product: .stigmer, version: try #require(Version("1.0.0")))
    for (text, profile) in components {
      manifest.components[try name(text)] = Manifest.Component(
        profile: profile, artifacts: [missingHere.contains(text) ? other : platform: try artifact()]
      )
    }
    return manifest
  }

  private let usual: [String: Profile] = [
    "stigmer": .minimal, "agent-runner": .standard, "tool": .complete,
  ]

  @Test func `a release without stigmer for this platform is refused`() throws {
    let manifest = try manifest(usual, missingHere: ["stigmer"])
    let error = #expect(throws: InstallerError.self) {
      try Components(profile: .complete).chosen(from: manifest, on: platform)
    }
    #expect(error == .noMainComponent(manifest.version, platform: "linux-amd64"))
    #expect(
      error?.message
        == "1.0.0 brings no 'stigmer' for linux-amd64, and nothing works without it")
    #expect(error?.hint != nil)
  }

  @Test func `profile, names and what was here come together`() throws {
    let manifest = try manifest(usual)
    let tool = try name("tool")
    let chosen = { (components: Components) in
      try components.chosen(from: manifest, on: platform).map(\.description)
    }
    #expect(try chosen(Components()) == ["stigmer"])
    #expect(try chosen(Components(profile: .standard)) == ["agent-runner", "stigmer"])
    #expect(try chosen(Components(extra: [tool])) == ["stigmer", "tool"])
    let gone = try name("gone")
    #expect(
      try chosen(Components(profile: .standard, kept: [tool, gone]))
        == ["agent-runner", "stigmer", "tool"])
    #expect(throws: InstallerError.self) { try chosen(Components(extra: [gone])) }
  }

  @Test func `the profile shows in what was chosen`() throws {
    let manifest = try manifest(usual)
    let profile = { (names: [ComponentName], usual: Profile) in
      manifest.profile(of: names, on: platform, usual: usual)
    }
    #expect(profile([.stigmer], .standard) == .minimal)
    #expect(profile([.stigmer, .agentRunner], .minimal) == .standard)
    #expect(profile([.stigmer, .agentRunner, try name("tool")], .minimal) == .complete)
    #expect(profile([.stigmer, try name("tool")], .standard) == .minimal)
    #expect(profile([], .standard) == nil)
    // A release of the CLI alone shows nothing: what is usual stays so.
    let small = try self.manifest(["stigmer": .minimal])
    for usual in Profile.allCases {
      #expect(small.profile(of: [.stigmer], on: platform, usual: usual) == usual)
    }
  }
}
