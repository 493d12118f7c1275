package import Model

/// The members that every document has.
package struct DocumentHeader: Sendable, Equatable {
  /// The version that this publisher writes.
  package static let writtenSpecVersion = "1.0.31"

  /// `X.Y` or `X.Y.Z` with X = 1.
  package var specVersion = writtenSpecVersion
  /// In ``versions``.
  package var version: Int
  package var expires: Instant

  package init(version: Int, expires: Instant) {
    self.version = version
    self.expires = expires
  }

  /// The next version is a number too: nobody who counts on has to look.
  package static let versions = 1...Int.max - 1

  static let names = ["_type", "spec_version", "version", "expires"]

  init(_ signed: Field, type: RoleName) throws(FormatError) {
    let named = try signed.required("_type")
    guard RoleName(try named.string()) == type else {
      throw named.problem("should be '\(type)'")
    }
    let specVersion = try signed.required("spec_version")
    guard Self.isUnderstood(try specVersion.string()) else {
      throw specVersion.problem("should be a version of TUF 1, such as 1.0.31")
    }
    self.specVersion = try specVersion.string()
    version = try signed.required("version").integer(in: Self.versions)
    expires = try signed.required("expires").instant()
  }

  func fields(type: RoleName) -> [(String, JSON?)] {
    [
      ("_type", .string(type.description)), ("spec_version", .string(specVersion)),
      ("version", .integer(version)), ("expires", .string(expires.description)),
    ]
  }

  private static func isUnderstood(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts[0] == "1"
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
      }
  }
}
