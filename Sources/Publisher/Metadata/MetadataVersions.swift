internal import Host
internal import Trust

/// The versions of a role's files.
enum MetadataVersions {
  static let highest = DocumentHeader.versions.upperBound

  /// - Throws: ``CeremonyError/versionsExhausted(_:)``: somebody pushed it as far as it goes.
  static func next(after version: Int, of role: RoleName) throws -> Int {
    guard version < highest else { throw CeremonyError.versionsExhausted(role) }
    return version + 1
  }

  /// The first version that was never served and follows one that was: what somebody pushed far ahead is passed by, and
  /// caches hold no other file of that name.
  static func lowestFree(_ used: Set<Int>, below present: Int) -> Int {
    let free = used.filter { $0 < highest && !used.contains($0 + 1) }.map { $0 + 1 }
    return free.min() ?? min(present, highest - 1) + 1
  }

  /// Those that lie in a repository.
  static func used(by role: RoleName, in repository: Directory) throws -> Set<Int> {
    let suffix = "." + role.fileName()
    let names = try repository.openDirectory("metadata").names()
    return Set(
      names.compactMap { name in
        name.hasSuffix(suffix) ? Int(name.dropLast(suffix.count)) : nil
      })
  }
}
