package import Host
package import Model
package import SystemPackage
private import Trust

/// Makes a repository with nothing in it, and the keys of every role.
package struct RepositoryInitialization {
  private let repository: FilePath
  private let keyFolder: FilePath
  private let policies: Policies
  private let time: Instant

  package init(repository: FilePath, keys: FilePath, policies: Policies, time: Instant) {
    self.repository = repository
    keyFolder = keys
    self.policies = policies
    self.time = time
  }

  /// - Parameter passphrase: Encrypts every secret key; `nil` leaves them readable to their owner.
  /// - Throws: ``PublisherError/notEmpty(_:)``; `HostError`. What was made stays, to be looked at and removed.
  package func run(passphrase: [UInt8]?) throws {
    for path in [repository, keyFolder] { try checkEmpty(path) }
    let keys = try makeKeys(passphrase: passphrase)
    let folder = try RepositoryFolder.making(repository)
    let writer = try RepositoryWriter(folder, command: "stigmerup-publish init") { _ in }
    var meta: [RoleName: MetaFile] = [:]
    for channel in ChannelName.allCases {
      let role = RoleName(channel)
      let bytes = try writeChannel(channel, keys, writer)
      meta[role] = MetaFile(version: 1, bytes: bytes)
    }
    meta[.targets] = MetaFile(version: 1, bytes: try writeTargets(keys, writer))
    try writeRoot(keys, writer)
    try writeOnline(meta, keys, writer)
  }

  private typealias Keys = [String: [SecretKey]]

  private func checkEmpty(_ path: FilePath) throws {
    do throws(HostError) {
      let folder = try Directory(path)
      guard try folder.names().isEmpty else { throw HostError("use", path.string, code: 17) }
    } catch {
      if error.isNotFound { return }
      throw PublisherError.notEmpty(path.string)
    }
  }

  // MARK: keys

  private func makeKeys(passphrase: [UInt8]?) throws -> Keys {
    let directory = try Directory.making(keyFolder, mode: 0o700)
    try directory.setMode(0o700)
    var keys: Keys = [:]
    for role in RoleName.topLevel { keys[role.description] = [try SecretKey.generate()] }
    for channel in ChannelName.allCases {
      keys[channel.rawValue] = try (0..<policies[channel].threshold).map { _ in
        try SecretKey.generate()
      }
    }
    // ECDSA, so that LibreSSL's command line can check the script's signature too.
    let installer = try SecretKey.generate(.ecdsaP256)
    keys[KeyFolder.installerRole] = [installer]
    for (role, pair) in keys.sorted(by: { $0.key < $1.key }) {
      for (index, key) in pair.enumerated() {
        try KeyFolder.write(
          key, role: role, number: index + 1, passphrase: passphrase, to: directory)
      }
    }
    if let pem = installer.publicKey.pem {
      try directory.writeFile("installer.pub.pem", Array(pem.utf8))
    }
    if !policies.texts.isEmpty {
      let folder = try directory.makingDirectory(Policies.folderName)
      for (channel, text) in policies.texts { try folder.writeFile("\(channel).toml", text) }
    }
    return keys
  }

  private func signers(_ role: String, _ keys: Keys) -> [any Signer] { keys[role] ?? [] }

  private func roleKeys(_ role: String, _ keys: Keys) -> RoleKeys {
    let pair = keys[role] ?? []
    return RoleKeys(keyIDs: pair.map(\.publicKey.id), threshold: max(1, pair.count))
  }

  // MARK: documents

  private func writeChannel(
    _ channel: ChannelName, _ keys: Keys, _ writer: RepositoryWriter
  ) throws -> [UInt8] {
    let index = ChannelIndex(channel: channel).bytes
    try writer.write(
      "\(Digest.sha256(of: index).hex).index.json", in: "targets/\(channel)", index)
    let signed = try Signed(
      Targets(
        version: 1, expires: time.adding(days: policies[channel].expiresDays),
        targets: [TargetPath(channel.indexTarget): TargetFile(bytes: index)]),
      by: signers(channel.rawValue, keys))
    try writer.write(RoleName(channel).fileName(version: 1), in: "metadata", signed.bytes)
    return signed.bytes
  }

  /// One terminating delegation a channel, limited to its own name.
  private func writeTargets(_ keys: Keys, _ writer: RepositoryWriter) throws -> [UInt8] {
    let roles = ChannelName.allCases.map { channel in
      DelegatedRole(
        name: RoleName(channel), keys: roleKeys(channel.rawValue, keys),
        scope: .paths([PathPattern("\(channel)/*")]), isTerminating: true)
    }
    let delegationKeys = ChannelName.allCases.flatMap { keys[$0.rawValue] ?? [] }.map(\.publicKey)
    let signed = try Signed(
      Targets(
        version: 1, expires: time.adding(days: Policies.targetsDays),
        delegations: Delegations(keys: delegationKeys, roles: roles)),
      by: signers("targets", keys))
    try writer.write(RoleName.targets.fileName(version: 1), in: "metadata", signed.bytes)
    return signed.bytes
  }

  private func writeRoot(_ keys: Keys, _ writer: RepositoryWriter) throws {
    var roles: [RoleName: RoleKeys] = [:]
    for role in RoleName.topLevel { roles[role] = roleKeys(role.description, keys) }
    let signed = try Signed(
      Root(
        version: 1, expires: time.adding(days: Policies.rootDays),
        keys: RoleName.topLevel.flatMap { keys[$0.description] ?? [] }.map(\.publicKey),
        roles: roles),
      by: signers("root", keys))
    try writer.write(RoleName.root.fileName(version: 1), in: "metadata", signed.bytes)
  }

  private func writeOnline(
    _ meta: [RoleName: MetaFile], _ keys: Keys, _ writer: RepositoryWriter
  ) throws {
    let expires = time.adding(days: Policies.onlineDays)
    let snapshot = try Signed(
      Snapshot(version: 1, expires: expires, meta: meta), by: signers("snapshot", keys))
    try writer.write(RoleName.snapshot.fileName(version: 1), in: "metadata", snapshot.bytes)
    let timestamp = try Signed(
      Timestamp(
        version: 1, expires: expires, snapshot: MetaFile(version: 1, bytes: snapshot.bytes)),
      by: signers("timestamp", keys))
    try writer.write("timestamp.json", in: "metadata", timestamp.bytes)
  }
}
