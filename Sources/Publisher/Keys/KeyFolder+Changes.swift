private import Host
private import Model
package import Trust

extension KeyFolder {
  /// A name that no key of the role has.
  package func freeFile(of role: String) throws -> KeyFile {
    let numbers = Set(try files(of: role).map(\.number))
    return KeyFile(role: role, number: (1...).first { !numbers.contains($0) } ?? 1)
  }

  /// Whether the role's keys that are here are encrypted; then so are those that follow them.
  func isEncrypted(_ role: String) throws -> Bool {
    try files(of: role).contains { try isEncrypted($0) }
  }

  package func isEncrypted(_ file: KeyFile) throws -> Bool {
    let pem = try directory.readFile(file.name, limit: Self.longestKey)
    return SecretKey.isEncrypted(pem)
  }

  /// Moves the role's keys into `retired/`, all but `kept`, which take over the names that become free.
  func retire(role: String, keeping kept: [KeyFile]) throws {
    let old = try files(of: role).filter { !kept.contains($0) }
    let retired = try directory.makingDirectory(Self.retiredName, mode: 0o700)
    for file in old {
      let name = try retiredName(of: file, in: retired)
      if try directory.status(file.publicName) != nil {
        try directory.rename(file.publicName, to: name + KeyFile.publicSuffix, in: retired)
      }
      try directory.rename(file.name, to: name + ".pem", in: retired)
    }
    for (file, free) in zip(kept.sorted(), old.sorted()) {
      try directory.rename(file.publicName, to: free.publicName, in: directory)
      try directory.rename(file.name, to: free.name, in: directory)
    }
    try retired.flush()
    try directory.flush()
  }

  private func retiredName(of file: KeyFile, in retired: Directory) throws -> String {
    let id = try publicHalf(of: file)?.id.short ?? RandomName.make()
    let name = "\(file.role).\(id)"
    return try retired.status(name + ".pem") == nil ? name : "\(name).\(RandomName.make())"
  }

  /// Writes a key anew, encrypted or not, in one step. The key is the same.
  package func rewrite(_ file: KeyFile, _ key: SecretKey, passphrase: [UInt8]?) throws {
    try directory.replaceFile(
      file.name, with: try key.pem(passphrase: passphrase), mode: 0o600, staging: directory)
  }
}
