private import Model

/// What a person can do about a ``TrustError``.
enum TrustHint {
  static func text(for error: TrustError) -> String? {
    switch error.problem {
    case .noTrustedRoot, .initialRoot:
      "give the repository's root file by --root FILE, or install stigmerup again with install.sh"
    case .expired(_, let now): expired(error.role, now: now)
    case .rollback, .snapshotRollback, .listedRollback, .listedVanished:
      "the mirror is behind, or somebody replays old files; try again later or with another mirror"
    case .version, .length, .digest, .notListed, .rootVersion:
      "the mirror may be halfway through an update; try again later or with another mirror"
    case .signatures, .signedTwice, .unreadable, .notDelegated, .noKnownDigest:
      "nothing of it was used; try another mirror, and tell the publisher if it stays"
    case .notServed: "check the repository's address, or try another mirror"
    case .tooLong: "no honest file is that long; try another mirror, and tell the publisher"
    case .rotationsExceeded: "run the command again: it goes on from the last root it accepted"
    case .searchExceeded: "tell the publisher that too many roles are delegated to"
    }
  }

  private static func expired(_ role: RoleName, now: Instant) -> String {
    let clock = "check this machine's clock, which says \(now)"
    return role == .timestamp || role == .snapshot
      ? "\(clock); if it is right, the mirror holds updates back: try again later or another mirror"
      : "\(clock); if it is right, the publisher must sign '\(role.printable)' afresh"
  }
}
