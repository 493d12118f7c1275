package import Host
package import Model
private import Pack
package import SystemPackage
private import Trust

/// Packs built programs into objects, and writes them down in the draft of a release. No key is needed.
package struct ReleaseAddition {
  package let version: Version
  package let platform: Platform
  package let components: [(name: ComponentName, path: FilePath)]
  package var profiles: [ComponentName: Profile] = [:]
  /// Empty keeps what the draft has.
  package var smokeTests: [[String]] = []
  package var commit: String?
  package var date: Instant?
  package var notesURL: String?
  package var stateVersion: Int?
  package var minimumStigmerup: Version?
  package var requirements = Artifact.Requirements()
  /// zstd's level.
  package var compressionLevel = 19

  package init(
    version: Version, platform: Platform, components: [(name: ComponentName, path: FilePath)]
  ) {
    self.version = version
    self.platform = platform
    self.components = components
  }

  package struct Outcome: Sendable {
    package let draft: Manifest
    package let added: [(name: ComponentName, artifact: Artifact)]
    /// The draft had all of it already, to the byte.
    package let isUnchanged: Bool
    package let ranSmokeTests: Bool
  }

  package var product: Product {
    components.contains { $0.name == .stigmerup } ? .stigmerup : .stigmer
  }

  /// - Throws: ``PublisherError``; ``SmokeTestError``; what packing finds wrong. The draft is as before then.
  package func run(in repository: RepositoryFolder, _ writer: RepositoryWriter) throws -> Outcome {
    try check(repository)
    let drafts = Drafts(repository)
    let before = try drafts.draft(of: version, product)
    var draft = before ?? Manifest(product: product, version: version)
    let tests = smokeTests.isEmpty ? draft.smokeTests : smokeTests
    let runsHere = platform == Machine.platform
    if runsHere { try runSmokeTests(tests, writer) }
    var added: [(name: ComponentName, artifact: Artifact)] = []
    for (name, path) in components {
      let artifact = try pack(name, path, writer)
      var component =
        draft.components[name] ?? Manifest.Component(profile: Self.usualProfile(of: name))
      component.profile = profiles[name] ?? component.profile
      component.artifacts[platform] = artifact
      draft.components[name] = component
      added.append((name, artifact))
    }
    apply(to: &draft, tests)
    // Read back through the client's own checks: what it would refuse is refused here.
    draft = try Manifest(parsing: draft.bytes)
    try checkSmokeTests(draft)
    try drafts.save(draft, writer)
    return Outcome(
      draft: draft, added: added, isUnchanged: before == draft,
      ranSmokeTests: runsHere && !tests.isEmpty)
  }

  private func check(_ repository: RepositoryFolder) throws {
    let listings = try repository.listings(of: version, product: product)
    guard listings.isEmpty else {
      throw PublisherError.sealed(version, channels: listings.map(\.channel))
    }
    guard product == .stigmer || components.count == 1 else { throw PublisherError.mixedComponents }
    for (name, path) in components {
      guard try status(of: path) != nil else {
        throw PublisherError.noComponentFile(name, path: path.string)
      }
    }
  }

  private func apply(to draft: inout Manifest, _ tests: [[String]]) {
    draft.smokeTests = tests
    draft.commit = commit ?? draft.commit
    draft.date = date ?? draft.date
    draft.notesURL = notesURL ?? draft.notesURL
    draft.stateVersion = stateVersion ?? draft.stateVersion
    draft.minimumStigmerup = minimumStigmerup ?? draft.minimumStigmerup
  }

  private static func usualProfile(of component: ComponentName) -> Profile {
    switch component {
    case .stigmer, .stigmerup: .minimal
    case .agentRunner: .standard
    default: .complete
    }
  }

  // MARK: packing

  private func pack(
    _ name: ComponentName, _ path: FilePath, _ writer: RepositoryWriter
  ) throws -> Artifact {
    guard let executable = ExecutableName(name.description) else {
      throw PublisherError.noComponentFile(name, path: path.string)
    }
    let temporary = RandomName.make()
    var packed = try ArtifactPacker<SHA256>(level: compressionLevel)
      .pack(path, named: executable, into: writer.staging, as: temporary)
    packed.artifact.requirements = requirements
    try writer.adoptObject(temporary, as: packed.artifact.object)
    packed.artifact.files = try writer.writeObject(packed.fileListObject)
    return packed.artifact
  }

  // MARK: smoke tests

  private func runSmokeTests(_ tests: [[String]], _ writer: RepositoryWriter) throws {
    for command in tests {
      var programs: [String: FilePath] = [:]
      for name in [command.first ?? "", "agent-runner"] {
        programs[name] = try program(named: name)
      }
      // Of a component that comes with another call: tested then.
      guard programs[command.first ?? ""] != nil else { continue }
      let empty = RandomName.make()
      try writer.staging.createDirectory(empty)
      defer { try? writer.staging.removeTree(empty) }
      try SmokeTest(of: version.description, command: command)
        .run(programs: programs, emptyFolder: writer.staging.path.appending(empty))
    }
  }

  /// Where a program of this call's components lies: the file itself, or in the folder's `bin/` or at its top.
  private func program(named name: String) throws -> FilePath? {
    for (component, path) in components {
      switch try status(of: path)?.kind {
      case .file where component.description == name: return path
      case .directory:
        for place in [path.appending("bin").appending(name), path.appending(name)] {
          if let status = try status(of: place), status.kind == .file, status.isExecutable {
            return place
          }
        }
      default: continue
      }
    }
    return nil
  }

  private func status(of path: FilePath) throws -> FileStatus? {
    guard let name = path.lastComponent?.string else { return nil }
    do throws(HostError) {
      return try Directory(path.removingLastComponent()).status(name, followingLinks: true)
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }

  private func checkSmokeTests(_ draft: Manifest) throws {
    let programs = Set(
      draft.components.values.flatMap { $0.artifacts[platform]?.executables.keys.map(\.description) ?? [] })
    for command in smokeTests where !programs.contains(command.first ?? "") {
      throw PublisherError.smokeTestNamesNoProgram(command.joined(separator: " "))
    }
  }
}
