package import Host
package import Model

extension HomeWriter {
  /// Moves a tree that was built, verified and flushed into its place; one that is there already stays.
  ///
  /// - Parameter name: The tree's folder in `staged`.
  package func place(
    _ name: String, of staged: StagingFolder, as identifier: TreeIdentifier
  ) throws(HostError) {
    let trees = try folder("trees")
    if try trees.status(identifier.text) == nil {
      try staged.directory.rename(name, to: identifier.text, in: trees)
      try trees.flush()
    }
    try stamp(identifier)
  }

  private func stamp(_ identifier: TreeIdentifier) throws(HostError) {
    let used = try folder("used")
    if try used.status(identifier.text) == nil { _ = try used.openOrCreateFile(identifier.text) }
    try used.touch(identifier.text)
  }

  /// Names a tree that is in place by its version.
  ///
  /// - Throws: ``StoreError/otherDigest(version:present:presentChannel:offered:offeredBy:)`` when the version is here
  ///   with another manifest.
  package func nameRelease(
    _ release: ToolchainRecord.Release, tree identifier: TreeIdentifier
  ) throws {
    let toolchains = try folder("toolchains")
    let name = release.version.description
    if let present = try home.toolchain(named: name)?.release, present.manifest != release.manifest
    {
      throw StoreError.otherDigest(
        version: release.version, present: present.manifest,
        presentChannel: present.channel.rawValue, offered: release.manifest,
        offeredBy: release.channel.rawValue)
    }
    let target = "../trees/\(identifier.text)"
    if try home.linkTarget("toolchains/\(name)") != target {
      try toolchains.replaceLink(name, to: target, staging: staging)
    }
  }

  /// Writes down what a channel's verified index lists under a version that is here.
  package func recordSigned(
    _ version: Version, manifest: Digest, in channel: ChannelName
  ) throws(HostError) {
    if try home.signedManifest(of: version, in: channel) == manifest { return }
    try folder("signed").makingDirectory(channel.rawValue)
      .replaceLink(version.description, to: manifest.hex, staging: staging)
  }

  package func removeSigned(_ version: Version, in channel: ChannelName) throws(HostError) {
    guard let signed = try home.folder("signed/\(channel)") else { return }
    try signed.removeFile(version.description)
  }

  /// Names a folder of links to programs elsewhere on this machine, built in `staged`.
  package func nameLinked(
    _ name: String, built folder: String, in staged: StagingFolder
  ) throws(HostError) {
    let linked = try self.folder("linked")
    // A folder cannot be renamed over one that holds something: the two change places.
    if try linked.status(name) != nil {
      try staged.directory.exchange(folder, with: name, in: linked)
    } else {
      try staged.directory.rename(folder, to: name, in: linked)
    }
    try linked.flush()
    try self.folder("toolchains").replaceLink(name, to: "../linked/\(name)", staging: staging)
  }

  /// Takes a toolchain away: its name first, so that nothing selects it, then its files.
  ///
  /// - Parameter keepsTree: Another name leads to the same tree.
  package func removeToolchain(
    _ toolchain: InstalledToolchain, keepsTree: Bool = false
  ) throws(HostError) {
    let toolchains = try folder("toolchains")
    try toolchains.removeFile(toolchain.name)
    try toolchains.flush()
    if let version = toolchain.release?.version {
      for channel in ChannelName.selectable { try removeSigned(version, in: channel) }
    }
    guard !keepsTree else { return }
    switch toolchain.place {
    case .tree(let identifier):
      try discard(identifier.text, from: try folder("trees"))
      try folder("used").removeFile(identifier.text)
    case .linked(let name): try discard(name, from: try folder("linked"))
    }
  }

  /// Moves an entry out of sight in one step, then removes it.
  func discard(_ name: String, from directory: Directory) throws(HostError) {
    guard try directory.status(name) != nil else { return }
    let temporary = RandomName.make()
    try directory.rename(name, to: temporary, in: staging)
    try directory.flush()
    try staging.removeTree(temporary)
  }

  /// Makes `bin/` hold stigmerup and one shim for every program that any toolchain brings, and no other of ours.
  ///
  /// What somebody else put there, anything but a link into `self/`, stays as it is.
  ///
  /// - Returns: The programs that are missing because something of another's has their name, sorted.
  @discardableResult
  package func refreshPrograms() throws(HostError) -> [String] {
    // `stigmer` even without a toolchain: its shim installs what a project pins.
    var wanted = ["stigmerup": "../self/current/stigmerup", "stigmer": Self.shim]
    for toolchain in try home.toolchains() {
      for program in try home.programs(of: toolchain.place) where wanted[program] == nil {
        wanted[program] = Self.shim
      }
    }
    let bin = try folder("bin")
    var missing: [String] = []
    for (name, target) in wanted.sorted(by: { $0.key < $1.key }) {
      let present = try home.linkTarget("bin/\(name)")
      if present == target { continue }
      let isFree = try bin.status(name) == nil
      if isFree || present?.hasPrefix("../self/") ?? false {
        try bin.replaceLink(name, to: target, staging: staging)
      } else {
        missing.append(name)
      }
    }
    for name in try bin.names() where wanted[name] == nil {
      if try home.linkTarget("bin/\(name)") == Self.shim { try bin.removeFile(name) }
    }
    return missing
  }

  private static var shim: String { "../self/current/stigmer-shim" }
}
