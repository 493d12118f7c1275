import Model

/// One role that another one trusts, for some targets.
package struct DelegatedRole: Sendable, Equatable {
  package var name: RoleName
  package var keys: RoleKeys
  package var scope: Scope
  /// Whether the search ends here for the targets in its scope, found or not.
  package var isTerminating: Bool

  /// The targets that a role is trusted for.
  package enum Scope: Sendable, Equatable {
    case paths([PathPattern])
    /// Beginnings of the hexadecimal SHA-256 of the path.
    case hashPrefixes([String])

    package func covers(_ path: TargetPath) -> Bool {
      switch self {
      case .paths(let patterns): return patterns.contains { $0.matches(path) }
      case .hashPrefixes(let prefixes):
        let digest = Digest.sha256(of: path.description).hex
        return prefixes.contains { digest.utf8.starts(with: $0.utf8) }
      }
    }
  }

  package init(name: RoleName, keys: RoleKeys, scope: Scope, isTerminating: Bool) {
    self.name = name
    self.keys = keys
    self.scope = scope
    self.isTerminating = isTerminating
  }

  private static let names = ["name", "terminating", "paths", "path_hash_prefixes"]

  init(_ field: Field) throws(FormatError) {
    let named = try field.required("name")
    name = RoleName(try named.string())
    guard !name.description.isEmpty, !RoleName.topLevel.contains(name) else {
      throw named.problem("is not a name for a delegated role")
    }
    isTerminating = try field.required("terminating").boolean()
    switch (try field.optional("paths"), try field.optional("path_hash_prefixes")) {
    case (let paths?, nil): scope = .paths(try paths.exactTexts(PathPattern.self))
    case (nil, let prefixes?):
      var texts: [String] = []
      for prefix in try prefixes.elements() { texts.append(try prefix.string()) }
      scope = .hashPrefixes(texts)
    default: throw field.problem("should have either 'paths' or 'path_hash_prefixes'")
    }
    keys = try RoleKeys(field, alsoKnown: Self.names)
  }

  var json: JSON {
    let (paths, prefixes): (JSON?, JSON?) =
      switch scope {
      case .paths(let patterns): (.array(patterns.map { .string($0.description) }), nil)
      case .hashPrefixes(let prefixes): (nil, .array(prefixes.map { .string($0) }))
      }
    return keys.unknown.with(
      keys.fields + [
        ("name", .string(name.description)), ("terminating", .boolean(isTerminating)),
        ("paths", paths), ("path_hash_prefixes", prefixes),
      ])
  }
}
