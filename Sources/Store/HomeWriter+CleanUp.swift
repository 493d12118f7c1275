package import Host
package import Model

extension HomeWriter {
  /// Writes down that a channel stays where it is, or no longer does; its link is not touched.
  package func setHold(
    _ isHeld: Bool, of channel: ChannelName, at time: Instant
  ) throws(HostError) {
    guard let present = try home.generation(of: channel), present.isHeld != isHeld else { return }
    let last = try home.generations(of: channel).last
    try append(
      Generation(
        number: (last?.number ?? 0) + 1, time: time, version: present.version,
        manifest: present.manifest, isHeld: isHeld),
      to: channel)
  }

  /// Moves a tree that nothing needs out of sight: its names first, so that nothing selects it any more.
  ///
  /// A program may be started from it in that very moment. Once the tree has been moved, no further start can succeed
  /// (the shim then looks again), and what had started before is seen by `isUnused`.
  ///
  /// - Parameters:
  ///   - names: Those in `toolchains/` that lead to it.
  ///   - isUnused: Asked when no name leads to the tree any more, and again when it has been moved, with its folder;
  ///     otherwise all is put back.
  /// - Returns: Whether it was moved into `staged`.
  package func removeTree(
    _ tree: TreeIdentifier, named names: [String], into staged: StagingFolder,
    if isUnused: (Directory) throws -> Bool
  ) throws -> Bool {
    let toolchains = try folder("toolchains")
    for name in names { try toolchains.removeFile(name) }
    try toolchains.flush()
    let trees = try folder("trees")
    if try isUnused(try trees.openDirectory(tree.text)) {
      try trees.rename(tree.text, to: tree.text, in: staged.directory)
      try trees.flush()
      if try isUnused(try staged.directory.openDirectory(tree.text)) { return true }
      try staged.directory.rename(tree.text, to: tree.text, in: trees)
      try trees.flush()
    }
    for name in names {
      try toolchains.replaceLink(name, to: "../trees/\(tree.text)", staging: staging)
    }
    return false
  }

  /// Removes what lies beside trees that are gone: their times of use, and what channels sign under versions that are
  /// not here.
  package func removeTraces() throws(HostError) {
    if let used = try home.folder("used") {
      for name in try used.names() where TreeIdentifier(name) != nil {
        if try home.root.status("trees/\(name)") == nil { try used.removeFile(name) }
      }
    }
    for channel in ChannelName.selectable {
      guard let signed = try home.folder("signed/\(channel)") else { continue }
      for name in try signed.names() where try home.place(of: name) == nil {
        try signed.removeFile(name)
      }
    }
  }

  /// Moves a version of the manager out of `self/`.
  package func removeManager(
    _ version: Version, into staged: StagingFolder
  ) throws(HostError) {
    let versions = try folder("self")
    try versions.rename(version.description, to: "self-\(version)", in: staged.directory)
    try versions.flush()
  }

  /// Removes a part of a download and its lock, unless a live process has that.
  ///
  /// - Returns: Whether it is gone.
  package func removeDownload(_ name: String) throws(HostError) -> Bool {
    guard let downloads = try home.folder("downloads") else { return true }
    let part = name.hasSuffix(".lock") ? String(name.dropLast(5)) : name
    guard let lock = try FileLock.takeIfFree("\(part).lock", in: downloads, owner: "stigmerup gc")
    else { return false }
    defer { withExtendedLifetime(lock) {} }
    try downloads.removeTree(part)
    try downloads.removeFile("\(part).lock")
    return true
  }
}
