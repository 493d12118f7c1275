private import Host
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
  /// What is not given is read from the programs.
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
    package let added: [Added]
    /// The draft had all of it already, to the byte.
    package let isUnchanged: Bool
    package let smokeTestsRun: Int
  }

  package struct Added: Sendable {
    package let component: ComponentName
    package let artifact: Artifact
    /// The draft had other bytes for it.
    package let isReplacement: Bool
  }

  package var product: Product {
    components.contains { $0.name == .stigmerup } ? .stigmerup : .stigmer
  }

  /// - Throws: ``DraftError``; ``ReleaseSmokeTestError``; what packing finds wrong. The draft is as before then.
  package func run(in repository: RepositoryFolder, _ writer: RepositoryWriter) throws -> Outcome {
    try check(repository)
    let drafts = Drafts(repository)
    let before = try drafts.draft(of: version, product)
    var draft = before ?? Manifest(product: product, version: version)
    if !smokeTests.isEmpty { draft.smokeTests = smokeTests }
    let tests = ReleaseSmokeTests(version: version, components: components)
    try tests.check(smokeTests, knownBesides: programs(of: draft))
    let testCount =
      platform == Machine.platform ? try tests.run(draft.smokeTests, writer) : 0
    if product == .stigmerup && platform == Machine.platform { try checkManager(tests, writer) }
    var added: [Added] = []
    for (name, path) in components {
      let artifact = try pack(name, path, writer)
      var component =
        draft.components[name] ?? Manifest.Component(profile: Self.usualProfile(of: name))
      component.profile = profiles[name] ?? component.profile
      let former = component.artifacts[platform]
      component.artifacts[platform] = artifact
      draft.components[name] = component
      added.append(
        Added(
          component: name, artifact: artifact, isReplacement: former != nil && former != artifact))
    }
    apply(to: &draft)
    // Read back through the client's own checks: what it would refuse is refused here.
    draft = try Manifest(parsing: draft.bytes)
    if draft != before { try drafts.save(draft, writer) }
    return Outcome(
      draft: draft, added: added, isUnchanged: draft == before, smokeTestsRun: testCount)
  }

  private func check(_ repository: RepositoryFolder) throws {
    let listings = try repository.listings(of: version, product: product)
    guard listings.isEmpty else {
      throw DraftError.sealed(version, channels: listings.map(\.channel))
    }
    guard product == .stigmer || components.count == 1 else { throw DraftError.mixedComponents }
    for (name, path) in components {
      guard try ReleaseSmokeTests.status(of: path) != nil else {
        throw DraftError.noFile(name, path: path.string)
      }
    }
  }

  /// A stigmerup that says another version would update itself for ever.
  private func checkManager(_ tests: ReleaseSmokeTests, _ writer: RepositoryWriter) throws {
    guard let program = try tests.program(named: "stigmerup") else {
      throw DraftError.noManager(path: components.first?.path.string ?? "")
    }
    let answer: String
    do {
      let found = try writer.withEmptyFolder {
        try ManagerProgram(at: program).version(emptyFolder: $0)
      }
      if found == version { return }
      answer = "stigmerup \(found)"
    } catch let error as ManagerProgramError {
      answer = String(error.output.split(separator: "\n").first ?? "")
    }
    throw DraftError.otherManager(path: program.string, answer: answer, version: version)
  }

  private func apply(to draft: inout Manifest) {
    draft.commit = commit ?? draft.commit
    draft.date = date ?? draft.date
    draft.notesURL = notesURL ?? draft.notesURL
    draft.stateVersion = stateVersion ?? draft.stateVersion
    draft.minimumStigmerup = minimumStigmerup ?? draft.minimumStigmerup
  }

  /// The programs that other calls added for this platform.
  private func programs(of draft: Manifest) -> [String] {
    draft.components.values.flatMap { component in
      component.artifacts[platform]?.executables.keys.map(\.description) ?? []
    }
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
      throw DraftError.noFile(name, path: path.string)
    }
    let needed = try requirements(of: name, path)
    let temporary = RandomName.make()
    var packed = try ArtifactPacker<SHA256>(level: compressionLevel)
      .pack(path, named: executable, into: writer.staging, as: temporary)
    packed.artifact.requirements = needed
    try writer.adoptObject(temporary, as: packed.artifact.object)
    try writer.writeObject(packed.fileListObject)
    return packed.artifact
  }

  private func requirements(
    of name: ComponentName, _ path: FilePath
  ) throws -> Artifact.Requirements {
    let found = try ProgramRequirements(of: path)
    for (path, format) in found.formats where !format.runs(on: platform) {
      throw DraftError.wrongFormat(path: path.string, found: format, platform: platform)
    }
    var requirements = requirements
    guard platform.system == .linux else { return requirements }
    let own = platform.architecture.rawValue
    if let other = found.architectures.sorted().first(where: { $0 != own }) {
      throw DraftError.wrongMachine(name, path: path.string, found: other, platform: platform)
    }
    requirements.glibc = requirements.glibc ?? found.glibc
    return requirements
  }
}
