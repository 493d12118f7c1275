package import Trust

/// What one authority demands for one proposed file, and how far its signatures go.
package struct SignatureRequirement: Sendable, Equatable {
  package let authority: RoleAuthority
  package let judge: Judge
  /// Those whose signatures are there and valid.
  package let signed: [KeyID]

  /// Whose keys these are. A new root must satisfy two: the present root and itself.
  package enum Judge: Sendable, Equatable {
    case delegator
    case presentRoot
    case nextRoot
  }

  init<Content>(_ file: Signed<Content>, _ authority: RoleAuthority, _ judge: Judge) {
    self.authority = authority
    self.judge = judge
    signed = file.validSigners(of: authority).sorted()
  }

  package var role: RoleName { authority.role }

  /// All keys that count.
  package var keys: [KeyID: PublicKey] { authority.keys }

  package var threshold: Int { authority.threshold }

  /// How many signatures are still needed.
  package var needed: Int { max(0, threshold - signed.count) }

  package var isMet: Bool { needed == 0 }

  /// The keys that can still sign.
  package var missing: [KeyID] { keys.keys.filter { !signed.contains($0) }.sorted() }
}
