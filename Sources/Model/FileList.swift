/// Every entry of an artifact with what it must be: the signed answer to "is this tree as it was published?"
///
/// Served packed by zstd. The format is `docs/reference/file-formats.md`, "file list".
package struct FileList: Sendable, Equatable {
  package static let format = 1

  /// In the byte order of their paths, each path once; folders are listed too.
  package let entries: [Entry]

  package struct Entry: Sendable, Equatable {
    package let path: RelativePath
    package let kind: Kind

    package init(path: RelativePath, kind: Kind) {
      self.path = path
      self.kind = kind
    }
  }

  package enum Kind: Sendable, Equatable {
    case folder
    case file(length: Int, digest: Digest, isExecutable: Bool)
    /// `target` is relative and stays inside the artifact.
    case link(target: String)
  }

  /// Sorts `entries` by path.
  package init(_ entries: [Entry]) { self.entries = entries.sorted { $0.path < $1.path } }

  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "the list of files")
    try Format.check(root, understood: Self.format)
    var entries: [Entry] = []
    for element in try root.required("entries").elements() {
      let entry = try Entry(element)
      if let last = entries.last, !(last.path < entry.path) {
        throw element.problem("is out of order, or stands twice")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  package var bytes: [UInt8] {
    JSON.fields([
      ("format", .integer(Self.format)), ("entries", .array(entries.map(\.json))),
    ]).compact
  }

  /// Bytes of content of all files.
  package var contentLength: Int {
    entries.reduce(0) { sum, entry in
      if case .file(let length, _, _) = entry.kind { sum + length } else { sum }
    }
  }
}

extension FileList.Entry {
  fileprivate init(_ field: Field) throws(FormatError) {
    path = try field.required("path").parsed("a path inside the artifact") { RelativePath($0) }
    if let target = try field.optional("link") {
      kind = .link(target: try target.string())
    } else if let digest = try field.optional("sha256") {
      kind = .file(
        length: try field.required("length").integer(in: 0...Limits.unpacked),
        digest: try digest.digest(),
        isExecutable: try field.optional("executable")?.boolean() ?? false)
    } else {
      kind = .folder
    }
  }

  fileprivate var json: JSON {
    switch kind {
    case .folder: ["path": .string(path.description)]
    case .link(let target): ["path": .string(path.description), "link": .string(target)]
    case .file(let length, let digest, let isExecutable):
      .fields([
        ("path", .string(path.description)), ("length", .integer(length)),
        ("sha256", .string(digest.hex)), ("executable", isExecutable ? true : nil),
      ])
    }
  }
}
