import Model
import TestSupport
import Trust

extension FuzzTarget {
  static let root = role(Root.self) { file in
    for role in RoleName.topLevel {
      guard let authority = file.content.authority(for: role) else { continue }
      let signers = file.validSigners(of: authority)
      try expect(Set(signers).count == signers.count, "a key counts twice")
      try expect(signers.count <= authority.keys.count, "more signers than keys")
    }
    for key in file.content.keys.values.prefix(4) {
      try expect(!key.isValid([1, 2, 3], for: file.message), "three bytes are a signature")
    }
  }

  static let timestamp = role(Timestamp.self) { _ in }

  static let snapshot = role(Snapshot.self) { _ in }

  static let targets = role(Targets.self) { file in
    guard let delegations = file.content.delegations else { return }
    for path: TargetPath in ["stable/index.json", "rollout/beta.json", ""] {
      for (name, _) in delegations.roles(for: path).prefix(8) {
        _ = delegations.authority(for: name, delegator: .targets)
        let encoded = name.fileName(version: 1)
        // A longer one is no name at all, and refused where it would be asked for.
        guard encoded.utf8.count <= 255 else { continue }
        try expect(RelativePath(encoded)?.names == [encoded], "\(encoded) is more than a name")
      }
    }
  }

  private static let words = [
    "\"_type\":\"root\"", "\"_type\":\"targets\"", "\"signed\":", "\"signatures\":", "\"keyid\":",
    "\"sig\":", "\"spec_version\":\"1.0.31\"", "\"version\":1", "\"expires\":",
    "\"2026-01-31T00:00:00Z\"", "\"keys\":", "\"roles\":", "\"threshold\":1", "\"keyids\":",
    "\"keytype\":\"ed25519\"", "\"scheme\":\"ecdsa-sha2-nistp256\"", "\"rsassa-pss-sha256\"",
    "\"keyval\":", "\"public\":", "-----BEGIN PUBLIC KEY-----\\n", "\"meta\":", "\"hashes\":",
    "\"sha256\":", "\"length\":", "\"delegations\":", "\"paths\":", "\"path_hash_prefixes\":",
    "\"terminating\":true", "\"succinct_roles\":", "\"bit_length\":8", "\"name_prefix\":",
    "\"consistent_snapshot\":true", "\"custom\":", "*", "?",
  ]

  /// A role's document: what it says is what its canonical form says, and what is written from it.
  private static func role<Content: RoleDocument>(
    _ type: Content.Type, _ more: @escaping @Sendable (Signed<Content>) throws -> Void
  ) -> FuzzTarget {
    let name = type.type
    return FuzzTarget(
      name.description, longest: 8192, words: words, seeds: { try seeds(of: name) },
      check: { bytes in
        guard
          let file = try unlessRefused({ try Signed<Content>(parsing: bytes, path: "a file") })
        else { return }
        let signed = try Field(parsing: bytes, document: "a file").required("signed")
        try expect(file.message == signed.value.canonical, "the signed bytes are others")
        let written = try accepted("what was written") {
          try Signed<Content>(parsing: Signed(file.content).bytes, path: "a file")
        }
        try expect(written.content == file.content, "it reads back as something else")
        // A root that leaves out `consistent_snapshot` gets it when it is written.
        try expect(
          Signed(written.content).message == written.message, "its signed bytes never settle")
        try more(file)
      })
  }

  private static func seeds(of role: RoleName) throws -> [[UInt8]] {
    let repository = try RepositorySimulator(keyCount: 2, threshold: 2)
    try repository.delegate(to: "stable", paths: ["stable/*", "rollout/?table.json"])
    try repository.delegate(
      to: "hashed", scope: .hashPrefixes(["00", "a1"]), isTerminating: true)
    repository.addTarget("x/y", "content")
    repository.addTarget("stable/index.json", "content", by: "stable")
    try repository.publishAll()
    return repository.served.filter { $0.key.hasSuffix("\(role).json") }.map(\.value)
  }
}
