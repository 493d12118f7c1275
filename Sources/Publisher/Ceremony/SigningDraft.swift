package import Model
package import Trust

/// New metadata that waits for the signatures of people on different machines, with the state that it builds on.
///
/// Whoever signs sees all of it, so it holds nothing that is not shown: an unknown member is refused. The format is
/// `docs/reference/file-formats.md`, "signing draft".
package struct SigningDraft: Sendable {
  package static let format = 1
  package static let longestFile = 64 << 20

  /// Who may sign: always there.
  package internal(set) var baseRoot: Base<Root>
  /// `targets`, always, and each delegated role that is proposed.
  package internal(set) var bases: [RoleName: Base<Targets>]
  /// The next root; `nil` when the keys of the top-level roles stay.
  package internal(set) var root: Signed<Root>?
  /// The next version of `targets` and of delegated roles.
  package internal(set) var proposed: [RoleName: Signed<Targets>]
  /// What the channels' roles sign, where that changes.
  package internal(set) var indexes: [ChannelName: IndexChange]
  /// Manifests and lists of older releases that a proposed index names and that may not be in the repository yet.
  package internal(set) var objects: [[UInt8]]
  /// Whether snapshot and timestamp begin again at lower versions: the way back from a fast-forward attack.
  package internal(set) var restartsVersions: Bool

  /// One metadata file as the repository served it when the draft was made.
  package struct Base<Content: RoleDocument>: Sendable {
    /// Of the file, to the byte.
    package let digest: Digest
    package let file: Signed<Content>

    init(_ file: Signed<Content>) {
      digest = Digest.sha256(of: file.bytes)
      self.file = file
    }

    init(digest: Digest, file: Signed<Content>) {
      self.digest = digest
      self.file = file
    }
  }

  package struct IndexChange: Sendable, Equatable {
    package let before: JSON
    package let after: JSON

    package init(before: JSON, after: JSON) {
      self.before = before
      self.after = after
    }
  }

  /// A draft of nothing.
  init(on current: CurrentMetadata) {
    baseRoot = Base(current.root)
    bases = [.targets: Base(current.targets)]
    root = nil
    proposed = [:]
    indexes = [:]
    objects = []
    restartsVersions = false
  }

  init(
    baseRoot: Base<Root>, bases: [RoleName: Base<Targets>], root: Signed<Root>?,
    proposed: [RoleName: Signed<Targets>], indexes: [ChannelName: IndexChange],
    objects: [[UInt8]], restartsVersions: Bool
  ) {
    self.baseRoot = baseRoot
    self.bases = bases
    self.root = root
    self.proposed = proposed
    self.indexes = indexes
    self.objects = objects
    self.restartsVersions = restartsVersions
  }

  package var isEmpty: Bool { root == nil && proposed.isEmpty }

  /// The roles whose next version it holds: root, targets, then the delegated ones in the order of their delegation.
  package var roles: [RoleName] {
    let order = [RoleName.targets] + nextTargets.delegatedRoles.map(\.name)
    return (root == nil ? [] : [.root])
      + proposed.keys.sorted {
        (order.firstIndex(of: $0) ?? .max, $0) < (order.firstIndex(of: $1) ?? .max, $1)
      }
  }

  var nextRoot: Root { root?.content ?? baseRoot.file.content }

  var nextTargets: Targets {
    proposed[.targets]?.content ?? bases[.targets]?.file.content
      ?? Targets(version: 1, expires: Instant(seconds: 0))
  }

  // MARK: signing

  /// - Returns: The roles that it signed for; empty when it has signed all it may already.
  /// - Throws: ``CeremonyError/keyOfNoRole(_:possible:)``; what the signer throws.
  package mutating func sign(with signer: any Signer) throws -> [RoleName] {
    let id = signer.publicKey.id
    let wanted = requirements().filter { $0.keys[id] != nil }
    guard !wanted.isEmpty else {
      throw CeremonyError.keyOfNoRole(id, possible: requirements())
    }
    var signed: [RoleName] = []
    for role in roles where wanted.contains(where: { $0.role == role && !$0.signed.contains(id) }) {
      if role == .root {
        try root?.sign(with: signer)
      } else {
        try proposed[role]?.sign(with: signer)
      }
      signed.append(role)
    }
    return signed
  }

  /// Takes over the signatures of another copy.
  ///
  /// - Throws: ``CeremonyError/copiesDiffer(_:)``.
  package mutating func merge(_ other: SigningDraft, path: String) throws {
    guard other.roles == roles, other.restartsVersions == restartsVersions,
      other.indexes == indexes
    else { throw CeremonyError.copiesDiffer(path) }
    var isSame = true
    if let copy = other.root { isSame = root?.merge(copy) ?? false }
    for (role, copy) in other.proposed { isSame = proposed[role]?.merge(copy) ?? false && isSame }
    guard isSame else { throw CeremonyError.copiesDiffer(path) }
  }

  // MARK: who must sign

  /// - Parameters:
  ///   - present: The root that decides now, and the targets; those that the draft was made on unless given.
  package func requirements(
    root present: Root? = nil, targets: Targets? = nil
  ) -> [SignatureRequirement] {
    let present = present ?? baseRoot.file.content
    var all: [SignatureRequirement] = []
    func require<Content>(
      _ file: Signed<Content>?, _ authority: RoleAuthority?, _ judge: SignatureRequirement.Judge
    ) {
      guard let file, let authority else { return }
      all.append(SignatureRequirement(file, authority, judge))
    }
    if let root {
      let next = root.content
      let isSameJudge = present.roles[.root] == next.roles[.root]
      require(root, present.authority(for: .root), isSameJudge ? .delegator : .presentRoot)
      if !isSameJudge { require(root, next.authority(for: .root), .nextRoot) }
    }
    let nextRoot = root?.content ?? present
    require(proposed[.targets], nextRoot.authority(for: .targets), .delegator)
    let delegations = (proposed[.targets]?.content ?? targets ?? nextTargets).delegations
    for role in roles where role != .root && role != .targets {
      require(
        proposed[role], delegations?.authority(for: role, delegator: .targets), .delegator)
    }
    return all
  }
}
