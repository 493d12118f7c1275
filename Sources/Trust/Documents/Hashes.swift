package import Model

/// Digests of one file by several algorithms, of which this client knows `sha256` and `sha512`.
package struct Hashes: Sendable, Equatable {
  /// Algorithm to lower-case hexadecimal digits; never empty.
  private let members: JSON.Members

  private static let digitCounts = ["sha256": 64, "sha512": 128]

  package init(of bytes: [UInt8]) { self.init(sha256: Digest.sha256(of: bytes)) }

  package init(sha256: Digest) {
    var members = JSON.Members()
    members["sha256"] = .string(sha256.hex)
    self.members = members
  }

  init(_ field: Field) throws(FormatError) {
    members = try field.members()
    guard !members.all.isEmpty else { throw field.problem("should hold a digest") }
    for (algorithm, digest) in try field.namedFields() {
      let digits = try digest.string()
      guard let expected = Self.digitCounts[algorithm] else { continue }
      guard digits.utf8.count == expected, Hex.decode(digits) != nil else {
        throw digest.problem("should be \(expected) hexadecimal digits")
      }
    }
  }

  package var json: JSON { .object(members) }

  package var sha256: Digest? { text(of: "sha256").flatMap { Digest(hex: $0) } }

  /// The digest that names the file where snapshots are consistent; `nil` when no algorithm is known.
  package var servedName: String? { text(of: "sha256") ?? text(of: "sha512") }

  enum Verdict { case match, mismatch, noKnownAlgorithm }

  /// Every digest of a known algorithm must match, and there must be one.
  func verdict(on bytes: [UInt8]) -> Verdict {
    let sha256 = text(of: "sha256")
    let sha512 = text(of: "sha512")
    if sha256 == nil, sha512 == nil { return .noKnownAlgorithm }
    if let sha256, sha256 != Digest.sha256(of: bytes).hex { return .mismatch }
    if let sha512, sha512 != Hex.encode(SHA512.digest(of: bytes)) { return .mismatch }
    return .match
  }

  private func text(of algorithm: String) -> String? {
    guard case .string(let text) = members[algorithm] else { return nil }
    return text
  }
}
