private import Host
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

  /// - Throws: ``PublisherError/notEmpty(_:)``, ``PublisherError/keysInRepository(_:)``.
  package func check() throws {
    for path in [repository, keyFolder] { try checkEmpty(path) }
    guard keyFolder != repository, !keyFolder.starts(with: repository) else {
      throw PublisherError.keysInRepository(keyFolder.string)
    }
  }

  /// - Parameter passphrase: Encrypts every secret key; `nil` leaves them readable to their owner.
  /// - Throws: What ``check()`` throws; `HostError`. What was made is taken away again then.
  package func run(passphrase: [UInt8]?) throws {
    try check()
    let keys = try KeyGeneration(policies: policies)
    do {
      let directory = try Directory.making(keyFolder, mode: 0o700)
      try keys.write(to: directory, passphrase: passphrase)
      let folder = try RepositoryFolder.making(repository)
      let writer = try RepositoryWriter(folder, command: "stigmerup-publish init")
      let root = try FirstMetadata(keys: keys, policies: policies, time: time).write(writer)
      try directory.writeFile(KeyFolder.anchorName, root)
      try directory.flush()
    } catch {
      try clear()
      throw error
    }
  }

  private func checkEmpty(_ path: FilePath) throws {
    do throws(HostError) {
      guard try Directory(path).names().isEmpty else {
        throw HostError("use", path.string, code: Errno.directoryNotEmpty.rawValue)
      }
    } catch {
      if error.isNotFound { return }
      if error.alreadyExists || error.code == Errno.notDirectory.rawValue {
        throw PublisherError.notEmpty(path.string)
      }
      throw error
    }
  }

  /// Empties both folders, which were empty before; they stay.
  private func clear() throws(HostError) {
    for path in [repository, keyFolder] {
      do throws(HostError) {
        let folder = try Directory(path)
        for name in try folder.names() { try folder.removeTree(name) }
      } catch {
        if !error.isNotFound { throw error }
      }
    }
  }
}
