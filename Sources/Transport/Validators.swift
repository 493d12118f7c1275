/// What a location said about a file's state, to ask it later whether the file has changed (RFC 9110 section 8.8).
package struct Validators: Sendable, Equatable {
  /// The location they came from, as ``RepositoryLocation/description`` writes it: another one would not know them.
  package let source: String
  /// The `ETag` header as it came, quotes included.
  package let entityTag: String?
  /// The `Last-Modified` header as it came.
  package let lastModified: String?

  package init(source: String, entityTag: String?, lastModified: String?) {
    self.source = source
    self.entityTag = entityTag
    self.lastModified = lastModified
  }

  /// The lines to send along, unless a value could not have come from a header.
  package var requestHeaders: [String] {
    var lines: [String] = []
    if let entityTag, Self.isSafe(entityTag) { lines.append("If-None-Match: \(entityTag)") }
    if let lastModified, Self.isSafe(lastModified) {
      lines.append("If-Modified-Since: \(lastModified)")
    }
    return lines
  }

  private static func isSafe(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count <= 1024
      && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }
}
