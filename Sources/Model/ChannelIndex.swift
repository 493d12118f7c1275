/// A channel as its role signs it: the current release, the newest ones, and where the older ones are listed.
///
/// The format is `docs/reference/file-formats.md`, "channel index".
package struct ChannelIndex: Sendable, Equatable {
  package static let format = 1
  /// How many releases stand in the index itself.
  package static let longestList = 50

  package var channel: ChannelName
  /// `nil` for a channel that nothing was published to yet.
  package var current: Version?
  /// The last one listed first; at most ``longestList``.
  package var releases: [Entry]
  /// A ``ReleaseList`` of the releases before those.
  package var older: ObjectReference?

  package init(channel: ChannelName) {
    self.channel = channel
    releases = []
  }

  /// One release as a channel lists it.
  package struct Entry: Sendable, Equatable {
    package var version: Version
    package var manifest: ObjectReference
    /// When the channel first listed it.
    package var published: Instant
    /// Why nobody should select it afresh; `nil` for a good release.
    package var yanked: String?
    /// Bytes to download for all components, by platform: so that lists need no manifest.
    package var sizes: [Platform: Int]

    package init(
      version: Version, manifest: ObjectReference, published: Instant, yanked: String? = nil,
      sizes: [Platform: Int]
    ) {
      self.version = version
      self.manifest = manifest
      self.published = published
      self.yanked = yanked
      self.sizes = sizes
    }
  }

  package func entry(for version: Version) -> Entry? { releases.first { $0.version == version } }

  package var currentEntry: Entry? { current.flatMap { entry(for: $0) } }
}

extension ChannelIndex {
  /// - Parameters:
  ///   - bytes: Verified by the caller against the channel's role.
  ///   - channel: The channel whose role signed it; an index that names another is refused.
  package init(parsing bytes: [UInt8], of channel: ChannelName) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "the index of channel '\(channel)'")
    try Format.check(root, understood: Self.format)
    let named = try root.required("channel")
    guard try named.string() == channel.rawValue else { throw named.problem("names another") }
    self.channel = channel
    current = try root.optional("current")?.version()
    releases = try Entry.list(root.required("releases"), limit: Self.longestList)
    older = try root.optional("older").map { older throws(FormatError) in
      try ObjectReference(older, longest: Limits.releaseList)
    }
    if let current, entry(for: current) == nil {
      throw root.problem("its current release \(current) is not in its list")
    }
  }

  package var json: JSON {
    .fields([
      ("format", .integer(Self.format)),
      ("channel", .string(channel.rawValue)),
      ("current", current.map { .string($0.description) }),
      ("releases", .array(releases.map(\.json))),
      ("older", older?.json),
    ])
  }

  package var bytes: [UInt8] { json.compact }
}

extension ChannelIndex.Entry {
  /// - Throws: also when a version stands twice: then it would mean two things.
  static func list(_ field: Field, limit: Int) throws(FormatError) -> [Self] {
    var entries: [Self] = []
    var seen: Set<Version> = []
    for element in try field.elements(limit: limit) {
      let entry = try Self(element)
      guard seen.insert(entry.version).inserted else {
        throw element.problem("lists \(entry.version) a second time")
      }
      entries.append(entry)
    }
    return entries
  }

  private init(_ field: Field) throws(FormatError) {
    version = try field.required("version").version()
    manifest = try ObjectReference(field.required("manifest"), longest: Limits.manifest)
    published = try field.required("published").instant()
    yanked = try field.optional("yanked")?.required("reason").string()
    sizes = [:]
    for (name, size) in try field.required("sizes").namedFields() {
      guard let platform = Platform(name) else { continue }
      sizes[platform] = try size.integer(in: 0...Limits.artifact)
    }
  }

  var json: JSON {
    .fields([
      ("version", .string(version.description)),
      ("manifest", manifest.json),
      ("published", .string(published.description)),
      ("yanked", yanked.map { ["reason": .string($0)] }),
      ("sizes", .fields(sizes.map { ($0.key.description, .integer($0.value)) })),
    ])
  }
}
