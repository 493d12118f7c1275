import Model

/// A target as the role that is trusted for it lists it.
package struct TargetInfo: Sendable {
  package let path: TargetPath
  package let file: TargetFile
  /// The role that lists it.
  package let role: RoleName
  /// Relative to the repository's targets, not percent-encoded; with the digest before the name where
  /// snapshots are consistent.
  package let servedPath: String

  /// In bytes, exactly: also the limit to fetch it with.
  package var length: Int { file.length }

  /// - Throws: ``TrustError`` when `bytes` are not this target, by length and every known digest.
  package func check(_ bytes: [UInt8]) throws(TrustError) {
    guard bytes.count == length else {
      throw problem(.length(listedBy: role, expected: length, found: bytes.count))
    }
    switch file.hashes.verdict(on: bytes) {
    case .match: return
    case .mismatch: throw problem(.digest(listedBy: role))
    case .noKnownAlgorithm: throw problem(.noKnownDigest(listedBy: role))
    }
  }

  private func problem(_ problem: TrustError.Problem) -> TrustError {
    TrustError(role: role, path: servedPath, problem)
  }
}
