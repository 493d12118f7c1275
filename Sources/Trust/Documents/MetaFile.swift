import Model

/// What a timestamp or a snapshot says of another metadata file.
package struct MetaFile: Sendable, Equatable {
  /// In ``DocumentHeader/versions``.
  package var version: Int
  /// In bytes. Length and hashes may be left out, and are checked when they stand there.
  package var length: Int?
  package var hashes: Hashes?

  private var others = JSON.Members()

  package init(version: Int, length: Int? = nil, hashes: Hashes? = nil) {
    self.version = version
    self.length = length
    self.hashes = hashes
  }

  /// The file with its length and digest, as the publisher lists it.
  package init(version: Int, bytes: [UInt8]) {
    self.init(version: version, length: bytes.count, hashes: Hashes(of: bytes))
  }

  init(_ field: Field) throws(FormatError) {
    version = try field.required("version").integer(in: DocumentHeader.versions)
    length = try field.optional("length")?.integer(in: 0...Int.max)
    hashes = try field.optional("hashes").map { field throws(FormatError) in try Hashes(field) }
    others = try field.others(than: ["version", "length", "hashes"])
  }

  var json: JSON {
    others.with([
      ("version", .integer(version)), ("length", length.map { .integer($0) }),
      ("hashes", hashes?.json),
    ])
  }
}
