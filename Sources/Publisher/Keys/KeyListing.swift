private import Host
package import Model
package import Trust

/// The keys of a folder, and what a repository says of each. No passphrase is asked.
package struct KeyListing {
  private let folder: KeyFolder
  private let metadata: CurrentMetadata?

  package init(_ folder: KeyFolder, _ metadata: CurrentMetadata?) {
    self.folder = folder
    self.metadata = metadata
  }

  package struct Row: Sendable {
    package let file: KeyFile
    /// `nil` for an encrypted key without its public half beside it.
    package let key: PublicKey?
    package let isEncrypted: Bool
    package let isOpenToOthers: Bool
    /// Whether the role named by the file has this key; `nil` without a repository, or for the installer's key.
    package let isNamed: Bool?
    package let expires: Instant?
  }

  /// - Throws: ``KeyFileError`` for a file that holds no key; `HostError`.
  package func rows() throws -> [Row] { try folder.files().map(row) }

  private func row(_ file: KeyFile) throws -> Row {
    let isEncrypted = try folder.isEncrypted(file)
    let mode = try folder.directory.status(file.name, followingLinks: true)?.mode ?? 0
    let isOpen = mode & 0o077 != 0
    let key =
      try isEncrypted || isOpen ? folder.publicHalf(of: file) : folder.key(in: file).publicKey
    let role = RoleName(file.role)
    let known = metadata.map { metadata in
      RoleName.topLevel.contains(role)
        || metadata.targets.content.delegatedRoles.contains { $0.name == role }
    }
    guard let metadata, known == true else {
      return Row(
        file: file, key: key, isEncrypted: isEncrypted, isOpenToOthers: isOpen,
        isNamed: file.role == KeyFolder.installerRole ? nil : known, expires: nil)
    }
    let authority = try metadata.authority(for: role)
    return Row(
      file: file, key: key, isEncrypted: isEncrypted, isOpenToOthers: isOpen,
      isNamed: key.map { authority.keys[$0.id] != nil }, expires: try metadata.expiry(of: role))
  }
}

extension CurrentMetadata {
  /// When what a role signs now expires; `nil` for a role that signed nothing, or nothing that can be believed.
  package func expiry(of role: RoleName) throws -> Instant? {
    switch role {
    case .root: root.content.expires
    case .snapshot: snapshot.content.expires
    case .timestamp: timestamp.content.expires
    default: try document(of: role)?.content.expires
    }
  }
}
