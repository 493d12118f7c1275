package import Model

/// What a role says of one target.
package struct TargetFile: Sendable, Equatable {
  /// In bytes, exactly.
  package var length: Int
  package var hashes: Hashes
  /// Whatever the publisher put beside it.
  package var custom: JSON?

  private var others = JSON.Members()

  package init(length: Int, hashes: Hashes, custom: JSON? = nil) {
    self.length = length
    self.hashes = hashes
    self.custom = custom
  }

  package init(bytes: [UInt8]) { self.init(length: bytes.count, hashes: Hashes(of: bytes)) }

  init(_ field: Field) throws(FormatError) {
    length = try field.required("length").integer(in: 0...Int.max)
    hashes = try Hashes(field.required("hashes"))
    custom = try field.optional("custom")?.value
    others = try field.others(than: ["length", "hashes", "custom"])
  }

  var json: JSON {
    others.with([("length", .integer(length)), ("hashes", hashes.json), ("custom", custom)])
  }
}
