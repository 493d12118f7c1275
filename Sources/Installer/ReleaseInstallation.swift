package import Host
package import Model
package import Store
private import SystemPackage

/// Carries out an ``InstallPlan``: download, verify, unpack, test, and only then, under the home's lock, put in place.
///
/// Until the last step everything lies in a staging folder; whatever fails or is killed leaves the home as it was.
package struct ReleaseInstallation {
  private let home: HomeFolder
  private let repository: Repository
  private let world: World
  private let progress: any Progress
  /// What runs, for those who wait for it.
  private let command: String

  package init(
    home: HomeFolder, repository: Repository, world: World, progress: any Progress, command: String
  ) {
    self.home = home
    self.repository = repository
    self.world = world
    self.progress = progress
    self.command = command
  }

  /// What is to point to the release once it is here.
  package struct Switch: Sendable {
    /// The channel whose link moves to it; `nil` moves none.
    package var channel: ChannelName?
    /// The channels whose verified indexes were read: what they say of the version is written down.
    package var indexes: ChannelIndexes

    package init(channel: ChannelName?, indexes: ChannelIndexes) {
      self.channel = channel
      self.indexes = indexes
    }
  }

  /// - Parameter damaged: A tree that is to be built anew, however good it looks.
  package func carryOut(
    _ plan: InstallPlan, then switching: Switch, replacing damaged: TreeIdentifier? = nil
  ) throws {
    let downloads = try home.root.makingDirectory("downloads")
    // Two processes that want one tree: the second waits, and finds it here.
    let turn = try FileLock.take("\(plan.tree.text).lock", in: downloads, owner: command) {
      holder in
      progress.note(
        "waiting for another stigmerup, which installs \(plan.manifest.version): \(holder)")
    }
    defer { withExtendedLifetime(turn) {} }
    // Before looking: a clean-up that takes it away in this moment sees its use, and puts it back.
    try home.stamp(plan.tree)
    let presence = try TreePresence.find(
      plan.tree, plan.manifest, plan.release.entry.manifest.digest, components: plan.components,
      in: home)
    switch (presence, damaged) {
    case (.whole(let tree), nil): try commit(plan, .here(tree), switching)
    case (.absent, _): try commit(plan, .new(try stage(plan)), switching)
    case (.damaged(let tree, let differences), nil):
      progress.note(
        "\(plan.manifest.version) is not as \(plan.release.channel) signed it: "
          + "\(DifferenceText.summary(differences)); mending it")
      try commit(plan, .mended(tree, try stage(plan)), switching)
    case (_, let damaged?): try commit(plan, .mended(damaged, try stage(plan)), switching)
    }
  }

  private enum Build {
    case here(TreeIdentifier)
    case new(StagingFolder)
    /// In the place of a damaged tree.
    case mended(TreeIdentifier, StagingFolder)
  }

  private func stage(_ plan: InstallPlan) throws -> StagingFolder {
    let staged = try home.stagingFolder()
    let builder = TreeBuilder(
      plan: plan, home: home, repository: repository, progress: progress, time: world.clock())
    let programs = try builder.build(TreeBuilder.folderName, in: staged.directory)
    for command in plan.manifest.smokeTests where programs[command.first ?? ""] != nil {
      let empty = RandomName.make()
      try staged.directory.createDirectory(empty)
      try SmokeTest(of: plan.manifest.version.description, command: command).run(
        programs: programs, emptyFolder: staged.directory.path.appending(empty))
      try staged.directory.removeTree(empty)
    }
    return staged
  }

  private func commit(_ plan: InstallPlan, _ build: Build, _ switching: Switch) throws {
    let writer = try HomeWriter(home, command: command) { [world] holder in
      world.console.note("waiting for another stigmerup: \(holder)")
    }
    let tree = try place(build, plan, writer)
    let release = ToolchainRecord.Release(
      version: plan.manifest.version, manifest: plan.release.entry.manifest.digest,
      components: plan.components, channel: plan.release.channel,
      repository: repository.name)
    try writer.nameRelease(release, tree: tree)
    let markers = SignedMarkers(writer: writer)
    try markers.update(from: switching.indexes)
    try markers.record(plan.release)
    // Before the switch: once a channel says it is there, nobody looks again whether all its programs are.
    try writer.refreshPrograms()
    if let channel = switching.channel,
      try home.release(of: channel) != release.version
    {
      // A rollback that came in between stays.
      if let hold = try home.hold(of: channel) {
        throw RollbackError.heldMeanwhile(channel, hold.version)
      }
      try writer.switchChannel(
        channel, to: release.version, manifest: release.manifest, at: world.clock())
    }
    if case .mended(let damaged, _) = build, damaged != tree { try remove(damaged, writer) }
  }

  /// - Returns: Where the tree lies.
  private func place(
    _ build: Build, _ plan: InstallPlan, _ writer: HomeWriter
  ) throws -> TreeIdentifier {
    switch build {
    case .here(let tree): return tree
    case .new(let staged):
      try writer.place(TreeBuilder.folderName, of: staged, as: plan.tree)
      return plan.tree
    case .mended(let damaged, let staged):
      return try writer.replace(damaged, by: TreeBuilder.folderName, of: staged)
    }
  }

  /// Nothing leads to a damaged tree any more; one that is in use stays until it is not.
  private func remove(_ damaged: TreeIdentifier, _ writer: HomeWriter) throws {
    let folder = try Machine.realPath(home.path.appending("trees/\(damaged.text)"))
    if ProcessTable.users(of: folder).isEmpty { try writer.removeTree(damaged) }
  }
}
