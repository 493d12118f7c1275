/// Why the signatures of a file do not suffice.
package struct SignatureShortfall: Sendable, Equatable {
  /// The role whose word counts: `root`, or the one that delegates.
  package let delegator: RoleName
  package let valid: Int
  package let threshold: Int
  /// How many keys the role has.
  package let keyCount: Int
  package let cause: Cause

  /// What stands out most.
  package enum Cause: Sendable, Equatable {
    case unsigned
    case wrongSignature(KeyID)
    case unknownScheme(KeyID)
    case keyOfAnotherRole(KeyID, RoleName)
    /// Signed by keys that the delegator does not know.
    case foreignKeys
    case tooFew
  }

  var text: String {
    switch cause {
    case .unsigned: "is not signed: \(demand)"
    case .wrongSignature(let id):
      "carries a wrong signature by key \(id.short): it was altered, or signed by another key; "
        + demand
    case .unknownScheme(let id):
      "is signed by key \(id.short) in a way that this stigmerup does not know; \(demand)"
    case .keyOfAnotherRole(let id, let owner):
      "is signed by key \(id.short), which is a key of role '\(owner.printable)' and not of this one; "
        + demand
    case .foreignKeys:
      "is signed only by keys that '\(delegator.printable)' does not name; \(demand)"
    case .tooFew: "has too few signatures: \(demand)"
    }
  }

  private var demand: String {
    threshold > keyCount
      ? "\(valid) of \(threshold) required signatures are valid, and the role has only \(keyCount) keys"
      : "\(valid) of \(threshold) required signatures are valid"
  }
}
