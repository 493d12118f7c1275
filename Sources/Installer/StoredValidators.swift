import Model
import Transport

/// `trust/timestamp.validators`: what to ask with next time, bound to the bytes it was served with.
struct StoredValidators {
  static let fileName = "timestamp.validators"

  private let content: [UInt8]
  private let validators: Validators

  init(of content: [UInt8], _ validators: Validators) {
    self.content = content
    self.validators = validators
  }

  init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: Self.fileName)
    content = Array(try root.required("content").string().utf8)
    validators = Validators(
      source: try root.required("source").string(),
      entityTag: try root.optional("etag")?.string(),
      lastModified: try root.optional("last-modified")?.string())
  }

  /// - Returns: `nil` when they belong to other bytes: then only the whole file will do.
  func validators(for held: [UInt8]) -> Validators? { content == held ? validators : nil }

  var bytes: [UInt8] {
    JSON.fields([
      ("content", .string(String(decoding: content, as: UTF8.self))),
      ("source", .string(validators.source)),
      ("etag", validators.entityTag.map { .string($0) }),
      ("last-modified", validators.lastModified.map { .string($0) }),
    ]).compact
  }
}
