package import Model

/// Every bootstrap archive that a repository offers: what `install.sh` chooses from.
///
/// Kept as `.drafts/bootstrap.json`, which is never served; the format is
/// `{"format":1,"repository"?,"archives":[{"version","platform","archive":{"sha256","length"},"glibc"?}]}`.
package struct BootstrapTable: Sendable, Equatable {
  package static let format = 1
  /// Relative to the repository's root.
  package static let path = "\(folder)/\(fileName)"
  static let folder = ".drafts"
  static let fileName = "bootstrap.json"
  static let longestFile = 4 << 20

  /// Where clients find the repository, as `install.sh` was last told; see ``InstallScript``.
  package var repository: String?

  /// One a version and platform. Proper releases come first, then pre-releases, each the newest first: `install.sh`
  /// takes the first of its platform.
  package private(set) var entries: [Entry] = []

  package struct Entry: Sendable, Equatable {
    package let version: Version
    package let platform: Platform
    /// The `.tar.gz`.
    package let archive: ObjectReference
    /// The lowest glibc that its programs start on; `nil` where they need none.
    package let glibc: SystemVersion?

    package init(
      version: Version, platform: Platform, archive: ObjectReference, glibc: SystemVersion? = nil
    ) {
      self.version = version
      self.platform = platform
      self.archive = archive
      self.glibc = glibc
    }

    /// Relative to the repository's root.
    package var path: String { "\(BootstrapArchive.folder)/\(archive.digest.hex).tar.gz" }
  }

  package init() {}

  /// Takes an entry in, in the place of an earlier one of its version and platform.
  package mutating func add(_ entry: Entry) {
    entries.removeAll { $0.version == entry.version && $0.platform == entry.platform }
    entries.append(entry)
    entries.sort(by: Self.comesBefore)
  }

  /// The newest archive of a platform, as `install.sh` chooses it.
  package func newest(for platform: Platform) -> Entry? {
    entries.first { $0.platform == platform }
  }

  private static func comesBefore(_ one: Entry, _ other: Entry) -> Bool {
    if one.version == other.version { return one.platform < other.platform }
    if one.version.isPrerelease != other.version.isPrerelease { return other.version.isPrerelease }
    return one.version > other.version
  }
}

extension BootstrapTable {
  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "the list of bootstrap archives")
    try Format.check(root, understood: Self.format)
    repository = try root.optional("repository")?.string()
    for field in try root.required("archives").elements(limit: 10_000) {
      add(try Entry(field))
    }
  }

  package var bytes: [UInt8] {
    JSON.fields([
      ("format", .integer(Self.format)), ("repository", repository.map { .string($0) }),
      ("archives", .array(entries.map(\.json))),
    ]).compact
  }
}

extension BootstrapTable.Entry {
  fileprivate init(_ field: Field) throws(FormatError) {
    version = try field.required("version").version()
    platform = try field.required("platform").parsed("a platform") { Platform($0) }
    archive = try ObjectReference(field.required("archive"), longest: BootstrapArchive.longest)
    glibc = try field.optional("glibc")?.parsed("a version such as 2.35") { SystemVersion($0) }
  }

  fileprivate var json: JSON {
    .fields([
      ("version", .string(version.description)), ("platform", .string(platform.description)),
      ("archive", archive.json), ("glibc", glibc.map { .string($0.description) }),
    ])
  }
}
