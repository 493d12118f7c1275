package import Model
private import Trust

extension SigningDraft {
  private static let document = "the draft"
  private static let members = [
    "format", "base", "proposed", "indexes", "objects", "restart-versions",
  ]

  /// - Throws: ``CeremonyError/notADraft(_:)`` for anything that is not whole: a base that is not signed by those whom
  ///   it names, a version that does not follow, an index that its role does not sign.
  package init(parsing bytes: [UInt8]) throws {
    do {
      let field = try Field(parsing: bytes, document: Self.document)
      try Format.check(field, understood: Self.format)
      try self.init(field)
      try checkBases()
      try checkProposals()
      try checkIndexes()
    } catch let error as FormatError {
      throw CeremonyError.notADraft(error)
    } catch let error as TrustError {
      throw CeremonyError.notADraft(
        FormatError(document: Self.document, path: "", problem: error.message))
    }
  }

  private init(_ field: Field) throws {
    for (name, member) in try field.namedFields() where !Self.members.contains(name) {
      throw member.problem("is not something that a draft says")
    }
    let base = try field.required("base")
    let rootField = try base.required("root")
    var bases: [RoleName: Base<Targets>] = [:]
    for (name, member) in try base.namedFields() where name != "root" {
      bases[RoleName(name)] = try Self.base(member, RoleName(name))
    }
    let proposals = try field.required("proposed")
    var proposed: [RoleName: Signed<Targets>] = [:]
    for (name, member) in try proposals.namedFields() where name != "root" {
      proposed[RoleName(name)] = try Self.file(member, RoleName(name))
    }
    let root: Signed<Root>? = try proposals.optional("root").map { try Self.file($0, .root) }
    var indexes: [ChannelName: IndexChange] = [:]
    for (name, member) in try field.optional("indexes")?.namedFields() ?? [] {
      guard let channel = ChannelName(rawValue: name) else {
        throw member.problem("is not a channel")
      }
      indexes[channel] = IndexChange(
        before: try member.required("base").value, after: try member.required("proposed").value)
    }
    let objects = try field.optional("objects")?.elements(limit: 1000).map {
      Array(try $0.string().utf8)
    }
    self.init(
      baseRoot: try Self.base(rootField, .root), bases: bases, root: root, proposed: proposed,
      indexes: indexes, objects: objects ?? [],
      restartsVersions: try field.optional("restart-versions")?.boolean() ?? false)
    guard !isEmpty else { throw proposals.problem("proposes nothing") }
    guard bases[.targets] != nil else { throw base.problem("'targets' is missing") }
  }

  private static func base<Content: RoleDocument>(
    _ field: Field, _ role: RoleName
  ) throws -> Base<Content> {
    let digest = try field.required("sha256").digest()
    let stated = try field.required("version")
    let file: Signed<Content> = try file(field.required("metadata"), role)
    guard try stated.integer(in: DocumentHeader.versions) == file.content.version else {
      throw stated.problem("is not the version of the metadata beside it")
    }
    return Base(digest: digest, file: file)
  }

  private static func file<Content: RoleDocument>(
    _ field: Field, _ role: RoleName
  ) throws -> Signed<Content> {
    guard role != .snapshot, role != .timestamp else {
      throw field.problem("is signed when the draft is published, and never before")
    }
    do throws(TrustError) {
      return try Signed<Content>(
        parsing: field.value.compact, role: role, path: role.fileName())
    } catch {
      throw field.problem("cannot be used: \(error.message)")
    }
  }

  // MARK: checks

  /// The base hangs together: so nobody is shown a made-up "before" by who holds no keys.
  private func checkBases() throws {
    let root = baseRoot.file
    if let authority = root.content.authority(for: .root) {
      try root.check(by: authority, path: "base root")
    }
    guard let targets = bases[.targets]?.file else { return }
    if let authority = root.content.authority(for: .targets) {
      try targets.check(by: authority, path: "base targets")
    }
    for (role, base) in bases.sorted(by: { $0.key < $1.key }) where role != .targets {
      guard proposed[role] != nil else { throw problem("base.\(role)", "is of no use here") }
      guard
        let authority = targets.content.delegations?.authority(for: role, delegator: .targets)
      else { throw problem("base.\(role)", "is not a role that 'targets' delegates to") }
      try base.file.check(by: authority, path: "base \(role.safe)")
    }
  }

  private func checkProposals() throws {
    if let root {
      guard Self.follows(root.content.version, baseRoot.file.content.version) else {
        throw problem("proposed.root", "is not one version up from its base")
      }
    }
    for (role, file) in proposed.sorted(by: { $0.key < $1.key }) {
      let path = "proposed.\(role)"
      guard let base = bases[role]?.file.content else { throw problem(path, "has no base") }
      guard
        Self.follows(file.content.version, base.version)
          || restartsVersions && file.content.version < base.version
      else { throw problem(path, "is not one version up from its base") }
      if role != .targets {
        guard nextTargets.delegations?.authority(for: role, delegator: .targets) != nil else {
          throw problem(path, "is not a role that 'targets' delegates to")
        }
        guard file.content.delegations == nil else {
          throw problem(path, "delegates to further roles, which no client here asks")
        }
      }
    }
    guard !restartsVersions || takesOnlineKeyAway else {
      throw CeremonyError.versionsNotRestartable
    }
  }

  private static func follows(_ version: Int, _ base: Int) -> Bool {
    base < MetadataVersions.highest && version == base + 1
  }

  /// Clients forget what snapshot and timestamp said when one of their keys is gone (TUF 1.0, section 5.3.11).
  var takesOnlineKeyAway: Bool {
    guard let root else { return false }
    return [RoleName.snapshot, .timestamp].contains { role in
      let before = Set(baseRoot.file.content.roles[role]?.keyIDs ?? [])
      return !before.isSubset(of: root.content.roles[role]?.keyIDs ?? [])
    }
  }

  /// A role's targets change by an index alone, and by exactly the one that is shown.
  private func checkIndexes() throws {
    for (role, file) in proposed.sorted(by: { $0.key < $1.key }) {
      let before = bases[role]?.file.content.targets ?? [:]
      guard let channel = ChannelName(rawValue: role.description), let index = indexes[channel]
      else {
        guard file.content.targets == before else {
          throw problem("proposed.\(role)", "changes its targets, and 'indexes' does not say how")
        }
        continue
      }
      let path = TargetPath(channel.indexTarget)
      guard file.content.targets == [path: TargetFile(bytes: index.after.compact)],
        before.isEmpty || before == [path: TargetFile(bytes: index.before.compact)]
      else { throw problem("indexes.\(channel)", "is not what the role signs") }
      for json in [index.before, index.after] {
        _ = try ChannelIndex(parsing: json.compact, of: channel)
      }
    }
    for channel in indexes.keys where proposed[RoleName(channel)] == nil {
      throw problem("indexes.\(channel)", "belongs to no proposed role")
    }
  }

  private func problem(_ path: String, _ text: String) -> FormatError {
    FormatError(document: Self.document, path: path, problem: text)
  }
}

extension SigningDraft {
  package var json: JSON {
    var base: [(String, JSON?)] = [("root", Self.json(baseRoot))]
    for (role, file) in bases { base.append((role.description, Self.json(file))) }
    var next: [(String, JSON?)] = [("root", root.map { $0.json })]
    for (role, file) in proposed { next.append((role.description, file.json)) }
    let changes = indexes.map { channel, change in
      (channel.rawValue, JSON.fields([("base", change.before), ("proposed", change.after)]))
    }
    return .fields([
      ("format", .integer(Self.format)), ("base", .fields(base)), ("proposed", .fields(next)),
      ("indexes", changes.isEmpty ? nil : .fields(changes)),
      (
        "objects",
        objects.isEmpty
          ? nil : .array(objects.map { .string(String(decoding: $0, as: UTF8.self)) })
      ),
      ("restart-versions", restartsVersions ? true : nil),
    ])
  }

  /// In lines, members in byte order: the same draft is the same file.
  package var bytes: [UInt8] { Array(json.pretty.utf8) }

  private static func json<Content>(_ base: Base<Content>) -> JSON {
    [
      "version": .integer(base.file.content.version), "sha256": .string(base.digest.hex),
      "metadata": base.file.json,
    ]
  }

}
