/// The releases of a channel that its index has no room for: an object, named by the index or by a newer list.
///
/// The format is `docs/reference/file-formats.md`, "release list".
package struct ReleaseList: Sendable, Equatable {
  package static let format = 1
  package static let longestList = 500

  package var releases: [ChannelIndex.Entry]
  package var older: ObjectReference?

  package init(releases: [ChannelIndex.Entry], older: ObjectReference?) {
    self.releases = releases
    self.older = older
  }

  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "the list of older releases")
    try Format.check(root, understood: Self.format)
    releases = try ChannelIndex.Entry.list(root.required("releases"), limit: Self.longestList)
    older = try root.optional("older").map { older throws(FormatError) in
      try ObjectReference(older, longest: Limits.releaseList)
    }
  }

  package var bytes: [UInt8] {
    JSON.fields([
      ("format", .integer(Self.format)), ("releases", .array(releases.map(\.json))),
      ("older", older?.json),
    ]).compact
  }
}
