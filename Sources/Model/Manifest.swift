/// One release: all its components for every platform. Immutable once published, named by the digest of its bytes.
///
/// The format is `docs/reference/file-formats.md`, "manifest". Unknown members are ignored; another major format is refused.
package struct Manifest: Sendable, Equatable {
  package static let format = 1

  package var product: Product
  package var version: Version
  /// The commit it was built from, as the publisher said.
  package var commit: String?
  package var date: Instant?
  package var notesURL: String?
  /// The lowest stigmerup that can install this release.
  package var minimumStigmerup: Version?
  /// The version of stigmer's data in `~/.stigmer/data` that this release writes.
  package var stateVersion: Int?
  package var components: [ComponentName: Component]
  /// Each one a program of the release and its arguments; run before a channel is switched to it.
  package var smokeTests: [[String]]

  package init(product: Product, version: Version) {
    self.product = product
    self.version = version
    components = [:]
    smokeTests = []
  }

  package struct Component: Sendable, Equatable {
    /// The least profile that brings it.
    package var profile: Profile
    package var artifacts: [Platform: Artifact]

    package init(profile: Profile, artifacts: [Platform: Artifact] = [:]) {
      self.profile = profile
      self.artifacts = artifacts
    }
  }

  package var platforms: [Platform] {
    Set(components.values.flatMap { $0.artifacts.keys }).sorted()
  }

  /// - Returns: The components that a profile brings on a platform, by name.
  package func components(of profile: Profile, on platform: Platform) -> [ComponentName] {
    components.filter { profile.includes($0.value.profile) && $0.value.artifacts[platform] != nil }
      .map(\.key).sorted()
  }

  /// The bytes to download for `names` on `platform`.
  package func downloadLength(of names: [ComponentName], on platform: Platform) -> Int {
    names.reduce(0) { $0 + (components[$1]?.artifacts[platform]?.object.length ?? 0) }
  }
}

extension Manifest {
  /// - Parameter bytes: Verified by the caller against the digest that a channel signed.
  /// - Throws: ``FormatError``.
  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "the release's manifest")
    try Format.check(root, understood: Self.format)
    product = try root.required("product").parsed("'stigmer' or 'stigmerup'") {
      Product(rawValue: $0)
    }
    version = try root.required("version").version()
    commit = try root.optional("commit")?.string()
    date = try root.optional("date")?.instant()
    notesURL = try root.optional("notes")?.string()
    minimumStigmerup = try root.optional("minimum-stigmerup")?.version()
    stateVersion = try root.optional("state-version")?.integer(in: 0...Int.max)
    components = [:]
    for (name, field) in try root.required("components").namedFields() {
      guard let name = ComponentName(name) else { throw field.problem("is not a component's name") }
      components[name] = try Component(field)
    }
    smokeTests = []
    for command in try root.optional("smoke-tests")?.elements(limit: 100) ?? [] {
      var words: [String] = []
      for word in try command.elements(limit: 100) { words.append(try word.string()) }
      guard let program = words.first, ExecutableName(program) != nil else {
        throw command.problem("should begin with a program of the release")
      }
      smokeTests.append(words)
    }
    try checkExecutables(root)
  }

  /// No two components may bring a program of one name on one platform, and none of the manager's names.
  private func checkExecutables(_ root: Field) throws(FormatError) {
    for platform in platforms {
      var seen: Set<ExecutableName> = []
      for component in components.keys.sorted() {
        for name in components[component]?.artifacts[platform]?.executables.keys.sorted() ?? [] {
          guard product == .stigmerup || !name.isReserved else {
            throw root.problem("brings a program named '\(name)', which is the manager's")
          }
          guard seen.insert(name).inserted else {
            throw root.problem("brings the program '\(name)' twice on \(platform)")
          }
        }
      }
    }
  }

  package var json: JSON {
    .fields([
      ("format", .integer(Self.format)),
      ("product", .string(product.rawValue)),
      ("version", .string(version.description)),
      ("commit", commit.map { .string($0) }),
      ("date", date.map { .string($0.description) }),
      ("notes", notesURL.map { .string($0) }),
      ("minimum-stigmerup", minimumStigmerup.map { .string($0.description) }),
      ("state-version", stateVersion.map { .integer($0) }),
      ("components", .fields(components.map { ($0.key.description, $0.value.json) })),
      ("smoke-tests", .array(smokeTests.map { .array($0.map { .string($0) }) })),
    ])
  }

  /// The bytes that are stored and signed for: one line of JSON.
  package var bytes: [UInt8] { json.compact }
}

extension Manifest.Component {
  fileprivate init(_ field: Field) throws(FormatError) {
    profile =
      try field.optional("profile")?.parsed(Profile.names) { Profile(rawValue: $0) } ?? .complete
    artifacts = [:]
    for (name, platform) in try field.required("platforms").namedFields() {
      // A platform that this version does not know is nothing to it.
      guard let known = Platform(name) else { continue }
      artifacts[known] = try Artifact(platform)
    }
  }

  fileprivate var json: JSON {
    .fields([
      ("profile", .string(profile.rawValue)),
      ("platforms", .fields(artifacts.map { ($0.key.description, $0.value.json) })),
    ])
  }
}
