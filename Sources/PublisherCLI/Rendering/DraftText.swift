import Model
import Publisher
import Trust

/// What a draft does, in words: everything that whoever signs it answers for.
struct DraftText {
  private let draft: SigningDraft
  private let releases: DraftReleases

  /// - Parameter repository: Where manifests are looked up that the draft does not bring along.
  init(_ draft: SigningDraft, _ repository: RepositoryFolder? = nil) {
    self.draft = draft
    releases = DraftReleases(draft, repository)
  }

  func lines() throws -> [String] {
    var lines: [String] = []
    if let root = draft.root {
      let before = draft.baseRoot.file.content
      lines.append(heading(.root, before, root.content, draft.baseRoot.digest))
      lines +=
        RoleKeysText(
          roles(before), roles(root.content), before.keys, root.content.keys
        ).lines
      lines += others(before.json, root.content.json, apartFrom: ["keys", "roles"])
    }
    for role in draft.roles where role != .root {
      guard let base = draft.bases[role], let file = draft.proposed[role] else { continue }
      let (before, after) = (base.file.content, file.content)
      lines.append(heading(role, before, after, base.digest))
      if role == .targets {
        lines +=
          RoleKeysText(
            roles(before), roles(after), before.delegations?.keys ?? [:],
            after.delegations?.keys ?? [:]
          ).lines
        lines += delegations(before, after)
      }
      lines += try index(role)
      lines += others(before.json, after.json, apartFrom: ["delegations", "targets"])
      if before.json == versionless(after, like: before) {
        lines.append("  nothing changes but version and expiry")
      }
    }
    if draft.restartsVersions {
      lines.append("snapshot and timestamp begin again at lower versions (after a fast-forward)")
    }
    return lines
  }

  private func heading(
    _ role: RoleName, _ before: some RoleDocument, _ after: some RoleDocument, _ base: Digest
  ) -> String {
    "\(role.safe): version \(before.version) -> \(after.version), "
      + "expires \(before.expires) -> \(after.expires), built on \(base.hex.prefix(12))"
  }

  private func versionless(_ after: Targets, like before: Targets) -> JSON {
    var copy = after
    copy.version = before.version
    copy.expires = before.expires
    return copy.json
  }

  private func roles(_ root: Root) -> [(RoleName, RoleKeys)] {
    let others = root.roles.keys.filter { !RoleName.topLevel.contains($0) }.sorted()
    return (RoleName.topLevel + others).compactMap { name in root.roles[name].map { (name, $0) } }
  }

  private func roles(_ targets: Targets) -> [(RoleName, RoleKeys)] {
    targets.delegatedRoles.map { ($0.name, $0.keys) }
  }

  /// What else of a delegation changed: its scope, whether it ends the search.
  private func delegations(_ before: Targets, _ after: Targets) -> [String] {
    var lines: [String] = []
    for role in after.delegatedRoles {
      guard let old = before.delegatedRoles.first(where: { $0.name == role.name }) else { continue }
      if old.scope != role.scope || old.isTerminating != role.isTerminating {
        lines.append("  \(role.name.safe) may sign other targets than before: \(scope(role))")
      }
    }
    let names = { (targets: Targets) in targets.delegatedRoles.map(\.name) }
    if names(before) != names(after) {
      lines.append(
        "  asked in this order: " + names(after).map(\.safe).joined(separator: ", "))
    }
    return lines
  }

  private func scope(_ role: DelegatedRole) -> String {
    let text: String
    switch role.scope {
    case .paths(let patterns): text = patterns.map(\.description).joined(separator: ", ")
    case .hashPrefixes(let prefixes): text = "hashes " + prefixes.joined(separator: ", ")
    }
    return Printable.escaped(text) + (role.isTerminating ? "" : ", not terminating")
  }

  // MARK: releases

  private func index(_ role: RoleName) throws -> [String] {
    guard let channel = ChannelName(rawValue: role.description),
      let change = draft.indexes[channel]
    else { return [] }
    let before = try ChannelIndex(parsing: change.before.compact, of: channel)
    let after = try ChannelIndex(parsing: change.after.compact, of: channel)
    var lines = [
      "  current release: \(before.current?.description ?? "nothing") -> "
        + "\(after.current?.description ?? "nothing")"
    ]
    for entry in after.releases where before.entry(for: entry.version) != entry {
      let words = before.entry(for: entry.version) == nil ? "appears" : "changes"
      lines.append("  \(entry.version) \(words): manifest \(entry.manifest.digest.hex)")
      if let reason = entry.yanked {
        lines.append("    yanked: \(Printable.escaped(reason))")
      }
      if let manifest = try releases.manifest(entry.manifest) {
        guard manifest.version == entry.version, manifest.product == channel.product else {
          throw VerificationError.wrongVersion(path: entry.manifest.path, found: manifest.version)
        }
        lines += ReleaseText(manifest, object: entry.manifest).lines.map { "  " + $0 }
      }
    }
    for entry in before.releases where after.entry(for: entry.version) == nil {
      let words = after.older == nil ? "vanishes" : "leaves the index (older releases are listed)"
      lines.append("  \(entry.version) \(words): manifest \(entry.manifest.digest.hex)")
    }
    if before.older != after.older {
      lines.append("  older releases: \(after.older?.digest.hex ?? "none")")
    }
    return lines
      + others(change.before, change.after, apartFrom: ["current", "releases", "older"])
  }

  /// Members that this program has no words for: shown as they are, never left out.
  private func others(_ before: JSON, _ after: JSON, apartFrom known: [String]) -> [String] {
    guard case .object(let old) = before, case .object(let new) = after else { return [] }
    let names = Set((old.all + new.all).map(\.name)).subtracting(known + ["version", "expires"])
    return names.sorted().filter { old[$0] != new[$0] }.map { name in
      "  \(Printable.escaped(name)): \(text(old[name])) -> \(text(new[name]))"
    }
  }

  private func text(_ json: JSON?) -> String {
    json.map { Printable.escaped(String(decoding: $0.compact, as: UTF8.self), limit: 2000) }
      ?? "nothing"
  }
}
