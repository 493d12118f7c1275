package import Model

/// Why a file of the repository's metadata is not trusted: whose file, which one, and what is wrong with it.
package struct TrustError: UserError, Equatable {
  package let role: RoleName
  /// The file as it was asked for: `3.stable.json`; or the path of a target.
  package let path: String
  package let problem: Problem

  package init(role: RoleName, path: String, _ problem: Problem) {
    self.role = role
    self.path = path
    self.problem = problem
  }

  package enum Problem: Sendable, Equatable {
    // The start
    case noTrustedRoot
    case initialRoot(reason: String)
    // Any file
    case unreadable(FormatError)
    case notServed
    case tooLong(limit: Int)
    case signatures(SignatureShortfall)
    case signedTwice(KeyID)
    case expired(at: Instant, now: Instant)
    case notDelegated(by: RoleName)
    // Roots
    case rootVersion(expected: Int, found: Int)
    case rotationsExceeded(limit: Int)
    // Rollback: an older state in place of a newer one
    case rollback(trusted: Int, offered: Int)
    case snapshotRollback(trusted: Int, offered: Int)
    case listedRollback(RoleName, trusted: Int, offered: Int)
    case listedVanished(RoleName, trusted: Int)
    // Mix and match: files that do not belong together
    case version(listedBy: RoleName, expected: Int, found: Int)
    case length(listedBy: RoleName, expected: Int, found: Int)
    case digest(listedBy: RoleName)
    case noKnownDigest(listedBy: RoleName)
    case notListed
    // The search for a target
    case searchExceeded(limit: Int)
  }

  package var message: String {
    if case .noTrustedRoot = problem { return text }
    if case .unreadable(let error) = problem { return error.message }
    return "\(Self.subject(role, path)) \(text)"
  }

  package var hint: String? { TrustHint.text(for: self) }

  /// How errors name a file: `'3.stable.json' (role stable)`.
  static func subject(_ role: RoleName, _ path: String) -> String {
    "'\(Printable.escaped(path))' (role \(role.printable))"
  }

  private var text: String {
    switch problem {
    case .noTrustedRoot:
      "there is no trusted root here, and without one nothing from a repository can be believed"
    case .initialRoot(let reason): "cannot be the root to start from: \(reason)"
    case .unreadable(let error): error.message
    case .notServed: "is missing from the repository"
    case .tooLong(let limit): "is longer than the \(limit) bytes it may have"
    case .signatures(let shortfall): shortfall.text
    case .signedTwice(let id): "names key \(id.short) twice among its signatures"
    case .expired(let time, let now):
      "expired on \(time), \(Self.age(from: time, to: now)) ago"
    case .notDelegated(let delegator): "is not a role that '\(delegator.printable)' delegates to"
    case .rootVersion(let expected, let found):
      "says version \(found) where version \(expected) must stand: no root may be skipped or repeated"
    case .rotationsExceeded(let limit):
      "would be one root too many: more than \(limit) new roots in one refresh"
    case .rollback, .snapshotRollback, .listedRollback, .listedVanished: rollbackText
    case .version, .length, .digest, .noKnownDigest, .notListed: mismatchText
    case .searchExceeded(let limit): "was not found in the first \(limit) roles asked"
    }
  }

  private var rollbackText: String {
    switch problem {
    case .rollback(let trusted, let offered):
      "is version \(offered), and version \(trusted) was trusted before: an older one is not taken"
    case .snapshotRollback(let trusted, let offered):
      "goes back to snapshot version \(offered), and version \(trusted) was trusted before"
    case .listedRollback(let listed, let trusted, let offered):
      "takes role '\(listed.printable)' back to version \(offered), and version \(trusted) was trusted before"
    case .listedVanished(let listed, let trusted):
      "no longer lists role '\(listed.printable)', which was trusted at version \(trusted)"
    default: ""
    }
  }

  private var mismatchText: String {
    switch problem {
    case .version(let lister, let expected, let found):
      "is version \(found), and \(lister.printable) lists version \(expected): they do not belong together"
    case .length(let lister, let expected, let found):
      "has \(found) bytes, and \(lister.printable) lists \(expected): they do not belong together"
    case .digest(let lister):
      "is not the file that \(lister.printable) lists: its digest is another"
    case .noKnownDigest(let lister):
      "cannot be checked: \(lister.printable) lists it by no digest that this stigmerup knows"
    case .notListed: "is a role that the snapshot does not list"
    default: ""
    }
  }

  /// For people: in the largest unit that fits.
  private static func age(from start: Instant, to end: Instant) -> String {
    let seconds = end.seconds - start.seconds
    let (count, unit): (Int, String) =
      switch seconds {
      case 172_800...: (seconds / 86_400, "days")
      case 7200...: (seconds / 3600, "hours")
      case 120...: (seconds / 60, "minutes")
      default: (seconds, seconds == 1 ? "second" : "seconds")
      }
    return "\(count) \(unit)"
  }
}

extension ExactText {
  /// Safe for a terminal.
  var printable: String { Printable.escaped(description) }
}
