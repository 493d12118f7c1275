package import Model
package import Trust

/// What stands in the way of metadata that several people sign.
package enum CeremonyError: UserError, Equatable {
  // Making a draft
  case nothingToDo
  case fileIsThere(String)
  case noSuchKey(RoleName, String, there: [KeyID])
  case ambiguousKey(String)
  case keyInNoRole(String)
  case keyIsThere(RoleName, KeyID)
  case tooFewKeys(RoleName, keys: Int, threshold: Int)
  case notAPublicKey(String)
  case isSecretKey(String)
  case onlineRoleRenewed(RoleName)
  case versionsNotRestartable
  // Reading one
  case notADraft(FormatError)
  case copiesDiffer(String)
  case otherRepository(RoleName)
  // Signing one
  case keyOfNoRole(KeyID, possible: [SignatureRequirement])
  // Publishing one
  case stale(RoleName, builtOn: Int, now: Int)
  case unfinished([SignatureRequirement])
  case expired(RoleName, at: Instant)
  case breaks(RoleName, reason: String)
  case releaseChanged(Version)
  case versionsExhausted(RoleName)
  case cannotExchange(String, reason: String)

  package var message: String {
    switch self {
    case .nothingToDo: "nothing was asked to be changed"
    case .fileIsThere(let path): "\(quoted(path)) is there already"
    case .noSuchKey(let role, let text, _):
      "role '\(role)' has no key '\(Printable.escaped(text))'"
    case .ambiguousKey(let text): "'\(Printable.escaped(text))' begins the ids of several keys"
    case .keyInNoRole(let text): "no role has a key '\(Printable.escaped(text))'"
    case .keyIsThere(let role, let id): "role '\(role)' has the key \(id.short) already"
    case .tooFewKeys(let role, let keys, let threshold):
      "role '\(role)' would have \(keys) \(keys == 1 ? "key" : "keys") and need the signatures of "
        + "\(threshold): nobody could sign for it"
    case .notAPublicKey(let path):
      "\(quoted(path)) is not a public key that can be used here"
    case .isSecretKey(let path): "\(quoted(path)) is a secret key, and its public half is meant"
    case .onlineRoleRenewed(let role): "'\(role)' is signed afresh with every publication"
    case .versionsNotRestartable:
      "versions cannot go back while snapshot and timestamp keep their keys: clients would refuse it"
    case .notADraft(let error): error.message
    case .copiesDiffer(let path): "\(quoted(path)) is not a copy of the same draft"
    case .otherRepository(let role):
      "the draft builds on another '\(printable(role))' than the repository's"
    case .keyOfNoRole(let id, _): "key \(id.short) is not one that may sign this"
    default: publishingMessage
    }
  }

  private var publishingMessage: String {
    switch self {
    case .stale(let role, let builtOn, let now):
      now == builtOn
        ? "the draft is stale: '\(printable(role))' version \(builtOn) is another one now"
        : "the draft is stale: it builds on version \(builtOn) of '\(printable(role))', and the "
          + "repository is at version \(now)"
    case .unfinished(let open):
      "signatures are missing: "
        + open.map(\.shortfall).joined(separator: "; ")
    case .expired(let role, let time): "what is signed for '\(printable(role))' expired at \(time)"
    case .breaks(let role, let reason):
      "this would leave '\(printable(role))' without the signatures it needs: \(reason)"
    case .releaseChanged(let version):
      "the draft is stale: release \(version) was added to since it was made"
    case .versionsExhausted(let role):
      "'\(printable(role))' is at the highest version there is, so it cannot be followed by another"
    case .cannotExchange(let path, let reason):
      "a new root must appear in one step, and the file system of \(quoted(path)) cannot do that: "
        + reason
    default: ""
    }
  }

  package var hint: String? {
    switch self {
    case .nothingToDo: "--add-key, --remove-key, --revoke-key, --threshold, --renew or --expires-in"
    case .fileIsThere: "choose another name, or remove it if it is no longer needed"
    case .noSuchKey(_, _, let there):
      there.isEmpty ? nil : "its keys: \(there.map(\.short).joined(separator: ", "))"
    case .ambiguousKey: "give more of the id"
    case .keyInNoRole, .keyIsThere: "all keys: stigmerup-publish role show"
    case .tooFewKeys(let role, _, let threshold):
      threshold > 1
        ? "add keys (--add-key \(role)=FILE) or lower it (--threshold \(role)=N)"
        : "add one: --add-key \(role)=FILE"
    case .notAPublicKey:
      "it should be PEM that begins with '-----BEGIN PUBLIC KEY-----': ed25519, P-256 or RSA of 2048 bits"
    case .isSecretKey: "keep it secret: name the file .pub.pem beside it"
    case .onlineRoleRenewed: "stigmerup-publish refresh"
    case .versionsNotRestartable:
      "replace a key of snapshot or timestamp in the same draft: --add-key and --remove-key"
    case .copiesDiffer: "publish them one by one, or sign one draft after another"
    case .otherRepository, .stale, .releaseChanged:
      "make the draft again on the present state, and have it signed again"
    case .keyOfNoRole(_, let possible): Self.names(of: possible)
    case .unfinished: "on the machine of each: stigmerup-publish sign FILE --key KEY"
    case .expired: "make the draft again"
    case .breaks(let role, _): "let the draft sign it afresh too: --renew \(printable(role))"
    case .versionsExhausted:
      "replace the keys of snapshot and timestamp, and begin again: keys rotate snapshot timestamp --restart-versions"
    case .cannotExchange:
      "publish on a copy that lies on ext4, xfs, btrfs, tmpfs or APFS, then bring that to where it is served"
    case .notADraft(let error): error.hint
    }
  }

  private static func names(of requirements: [SignatureRequirement]) -> String {
    "those that may: "
      + requirements.map { requirement in
        "\(requirement.role.safe)\(requirement.whose) \(requirement.keys.keys.sorted().map(\.short).joined(separator: ", "))"
      }.joined(separator: "; ")
  }

  private func printable(_ role: RoleName) -> String { role.safe }

  private func quoted(_ path: String) -> String { "'\(Printable.escaped(path, limit: 4000))'" }
}

extension RoleName {
  /// Safe for a terminal: a draft may come from anywhere.
  package var safe: String { Printable.escaped(description) }
}

extension SignatureRequirement {
  /// `root (keys of the new root) needs 1 more of 3f9c21d07a55, 8c41…`.
  package var shortfall: String {
    let keys = missing.map(\.short).joined(separator: ", ")
    return "\(role.safe)\(whose) needs \(needed) more of \(keys)"
  }

  /// `(keys of the new root)`, where it must be said.
  package var whose: String {
    switch judge {
    case .delegator: ""
    case .presentRoot: " (keys of the present root)"
    case .nextRoot: " (keys of the new root)"
    }
  }
}
