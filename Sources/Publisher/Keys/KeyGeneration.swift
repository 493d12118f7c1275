internal import Host
internal import Model
internal import Trust

/// New keys for every role of a new repository, in memory until they are written.
struct KeyGeneration {
  private let policies: Policies
  private let keys: [String: [SecretKey]]

  init(policies: Policies) throws {
    self.policies = policies
    var keys: [String: [SecretKey]] = [:]
    // Root to timestamp and the installer's in ECDSA: what a token or an older tool can hold and check.
    for role in RoleName.topLevel { keys[role.description] = [try .generate(.ecdsaP256)] }
    keys[KeyFolder.installerRole] = [try .generate(.ecdsaP256)]
    for channel in ChannelName.allCases {
      keys[channel.rawValue] = try (0..<policies[channel].threshold).map { _ in
        try .generate(.ed25519)
      }
    }
    self.keys = keys
  }

  func write(to directory: Directory, passphrase: [UInt8]?) throws {
    try directory.setMode(0o700)
    for (role, pair) in keys.sorted(by: { $0.key < $1.key }) {
      for (index, key) in pair.enumerated() {
        let file = KeyFile(role: role, number: index + 1)
        try KeyFolder.write(key, as: file, passphrase: passphrase, to: directory)
      }
    }
    if !policies.texts.isEmpty {
      let folder = try directory.makingDirectory(Policies.folderName, mode: 0o700)
      for (channel, text) in policies.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        try folder.writeFile("\(channel).toml", text)
      }
      try folder.flush()
    }
  }

  func signers(of role: RoleName) -> [any Signer] { keys[role.description] ?? [] }

  func publicKeys(of role: RoleName) -> [PublicKey] {
    (keys[role.description] ?? []).map(\.publicKey)
  }

  /// All of a role's keys must sign.
  func roleKeys(of role: RoleName) -> RoleKeys {
    let ids = publicKeys(of: role).map(\.id)
    return RoleKeys(keyIDs: ids, threshold: max(1, ids.count))
  }
}
