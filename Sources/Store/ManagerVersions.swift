package import Host
package import Model

/// `self/`: the manager's own versions. `self/current` switches the manager and the shim together.
package struct ManagerVersions {
  private let home: HomeFolder

  package init(_ home: HomeFolder) { self.home = home }

  package static let programs = ["stigmerup", "stigmer-shim"]

  /// The version that `self/current` points to.
  package func current() throws(HostError) -> Version? {
    try home.linkTarget("self/current").flatMap { Version($0) }
  }

  package func installed() throws(HostError) -> [Version] {
    guard let folder = try home.folder("self") else { return [] }
    return try folder.names().compactMap { Version($0) }.sorted(by: >)
  }

  /// Whether `bin/stigmerup` is this home's own link, through `self/current`.
  package func isOnPath() throws(HostError) -> Bool {
    try home.linkTarget("bin/stigmerup") == "../self/current/stigmerup"
  }

  package func isWhole(_ version: Version) throws(HostError) -> Bool {
    for program in Self.programs where try home.root.status("self/\(version)/\(program)") == nil {
      return false
    }
    return true
  }

  package func receipt(of version: Version) throws(HostError) -> Receipt? {
    let file = "self/\(version)/\(Receipt.fileName)"
    guard let bytes = try home.root.readFileIfPresent(file, limit: Receipt.longest) else {
      return nil
    }
    return try? Receipt(parsing: bytes, path: file)
  }
}

extension HomeWriter {
  /// Moves the folder of a manager's version, built and checked in `staged`, into place; one that is there is replaced.
  package func placeManager(
    _ version: Version, built folder: String, in staged: StagingFolder
  ) throws(HostError) {
    let versions = try self.folder("self")
    let name = version.description
    if try versions.status(name) == nil {
      try staged.directory.rename(folder, to: name, in: versions)
    } else {
      try staged.directory.exchange(folder, with: name, in: versions)
    }
    try versions.flush()
  }

  /// Switches manager and shim in one rename.
  package func switchManager(to version: Version) throws(HostError) {
    try folder("self").replaceLink("current", to: version.description, staging: staging)
  }

  package func removeManager(_ version: Version) throws(HostError) {
    let versions = try folder("self")
    guard try versions.status(version.description) != nil else { return }
    let temporary = RandomName.make()
    try versions.rename(version.description, to: temporary, in: staging)
    try versions.flush()
    try staging.removeTree(temporary)
  }
}
