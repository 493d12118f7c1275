package import Host
package import Model
package import Store
package import SystemPackage

/// Removes what nothing needs any more and nobody used for long: trees, versions of stigmerup, parts of downloads.
package struct CleanUp {
  private let session: Session
  private let unusedFor: TimeAmount

  /// What was started or installed within this time stays, whatever else was asked for.
  private static let alwaysRecent = TimeAmount(seconds: 3600)

  /// - Parameter unusedFor: How long nothing may have used it; `nil` takes the settings'.
  package init(_ session: Session, unusedFor: TimeAmount? = nil) {
    self.session = session
    self.unusedFor = unusedFor ?? session.configuration.unusedFor
  }

  package struct Item: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// A tree, with the names in `toolchains/` that lead to it.
      case tree(TreeIdentifier, names: [String])
      case manager(Version)
      case download(String)
    }

    package let kind: Kind
    /// In bytes on disk.
    package let size: Int
    package let lastUse: Instant
  }

  /// What could go now, trees first. Changes nothing.
  package func plan() throws -> [Item] {
    let now = session.world.clock()
    return try trees(now) + managers() + downloads(now)
  }

  /// What removing came to.
  package struct Outcome: Sendable {
    package var removed: [Item] = []
    /// What was started or taken up in the meantime.
    package var kept: [Item] = []

    package init(removed: [Item] = []) { self.removed = removed }
  }

  /// Moves everything out of sight under the home's lock, and deletes it afterwards.
  package func carryOut() throws -> Outcome {
    let staged = try session.home.stagingFolder()
    let outcome = try move(into: staged)
    try staged.discard()
    return outcome
  }

  private func move(into staged: StagingFolder) throws -> Outcome {
    let writer = try session.writer()
    var outcome = Outcome()
    // Planned again: the lock is held only now.
    for item in try plan() {
      if try move(item, into: staged, writer) {
        outcome.removed.append(item)
      } else {
        outcome.kept.append(item)
      }
    }
    try writer.removeTraces()
    try writer.refreshPrograms()
    return outcome
  }

  private func move(
    _ item: Item, into staged: StagingFolder, _ writer: HomeWriter
  ) throws -> Bool {
    switch item.kind {
    case .tree(let tree, let names):
      let place = try Machine.realPath(session.home.path.appending("trees"))
        .appending(tree.text)
      return try writer.removeTree(tree, named: names, into: staged) { moved in
        // Started since the plan was made: by its time of use, or as a process. Of that the system tells where its
        // files are now, and its arguments where they were.
        try session.home.lastUse(of: tree) ?? item.lastUse <= item.lastUse
          && ProcessTable.users(of: place).isEmpty
          && ProcessTable.users(of: try Machine.realPath(moved.path)).isEmpty
      }
    case .manager(let version):
      try writer.removeManager(version, into: staged)
      return true
    case .download(let name): return try writer.removeDownload(name)
    }
  }

  // MARK: trees

  private func trees(_ now: Instant) throws -> [Item] {
    guard let folder = try session.home.folder("trees") else { return [] }
    let needed = try NeededToolchains(session).names()
    var names: [TreeIdentifier: [String]] = [:]
    for name in try session.home.folder("toolchains")?.names() ?? [] {
      if case .tree(let tree)? = try session.home.place(of: name) {
        names[tree, default: []].append(name)
      }
    }
    var items: [Item] = []
    for name in try folder.names() {
      guard let tree = TreeIdentifier(name), let status = try folder.status(name),
        status.kind == .directory
      else { continue }
      let own = names[tree] ?? []
      let lastUse = try session.home.lastUse(of: tree) ?? status.modified
      guard !own.contains(where: needed.contains),
        isOld(lastUse, now, isNamed: !own.isEmpty)
      else { continue }
      items.append(
        Item(
          kind: .tree(tree, names: own),
          size: FolderSize.allocated(in: try folder.openDirectory(name, followingLinks: false)),
          lastUse: lastUse))
    }
    return try withoutRunning(items, in: folder)
  }

  /// A tree without a name cannot be selected any more: only who runs from it still needs it.
  private func isOld(_ lastUse: Instant, _ now: Instant, isNamed: Bool) -> Bool {
    let least = isNamed ? max(unusedFor, Self.alwaysRecent) : Self.alwaysRecent
    return lastUse.adding(least) <= now
  }

  private func withoutRunning(_ items: [Item], in trees: Directory) throws -> [Item] {
    guard !items.isEmpty else { return [] }
    let folder = try Machine.realPath(trees.path)
    // One look at all processes, and mostly it is the last.
    guard !ProcessTable.users(of: folder).isEmpty else { return items }
    return items.filter { item in
      guard case .tree(let tree, _) = item.kind else { return true }
      return ProcessTable.users(of: folder.appending(tree.text)).isEmpty
    }
  }

  // MARK: the manager and downloads

  /// All but the present one, the one before it, and those that run.
  private func managers() throws -> [Item] {
    let versions = ManagerVersions(session.home)
    guard let current = try versions.current(), let folder = try session.home.folder("self")
    else { return [] }
    let others = try versions.installed().filter { $0 != current }
      .map { (version: $0, installed: try versions.receipt(of: $0)?.installed) }
      .sorted {
        ($0.installed?.seconds ?? 0, $0.version) > ($1.installed?.seconds ?? 0, $1.version)
      }
    return try others.dropFirst().compactMap { version, installed in
      let place = try Machine.realPath(folder.path.appending(version.description))
      guard version != ManagerVersion.current, ProcessTable.users(of: place).isEmpty else {
        return nil
      }
      return Item(
        kind: .manager(version),
        size: FolderSize.allocated(in: try folder.openDirectory(version.description)),
        lastUse: installed ?? Instant(seconds: 0))
    }
  }

  private func downloads(_ now: Instant) throws -> [Item] {
    guard let folder = try session.home.folder("downloads") else { return [] }
    var parts: [String: (size: Int, modified: Instant)] = [:]
    for name in try folder.names() {
      guard let status = try folder.status(name) else { continue }
      let part = name.hasSuffix(".lock") ? String(name.dropLast(5)) : name
      let before = parts[part]
      parts[part] = (
        (before?.size ?? 0) + status.allocated,
        max(before?.modified ?? status.modified, status.modified)
      )
    }
    return parts.sorted { $0.key < $1.key }.compactMap { part, entry in
      guard isOld(entry.modified, now, isNamed: true) else { return nil }
      return Item(kind: .download(part), size: entry.size, lastUse: entry.modified)
    }
  }
}
