package import Host
package import Store
package import SystemPackage

/// Takes stigmerup and all its toolchains away, and its lines out of the shells' files. `~/.stigmer` stays.
package struct SelfRemoval {
  private let world: World
  private let home: HomeFolder

  package init(world: World, home: HomeFolder) {
    self.world = world
    self.home = home
  }

  package struct Plan: Sendable {
    package let home: FilePath
    package let toolchains: [String]
    package let shells: ShellSetup.Removal
    /// Programs of its toolchains, and other stigmerups of this home: they go on, and cannot be started again.
    package let running: [ProcessTable.Entry]
    /// What lies in the folder and is not stigmerup's: it stays, and the folder with it.
    package let foreign: [String]
  }

  /// - Parameter force: Also while programs of this home run.
  /// - Throws: ``SelfInstallError/dangerousHome(_:)`` for a folder that does not look like a home;
  ///   ``RemovalError/homeInUse(processes:)``.
  package func plan(force: Bool) throws -> Plan {
    try HomeWriter.checkOwner(of: home)
    let isHome = try home.root.status("self") != nil || home.root.status("trust") != nil
    guard isHome, home.path != world.userHome, home.path.string != "/" else {
      throw SelfInstallError.dangerousHome(home.path.string)
    }
    let running = try running()
    guard force || running.isEmpty else {
      throw RemovalError.homeInUse(processes: running.map(\.line))
    }
    return Plan(
      home: home.path, toolchains: try home.toolchains().map(\.name),
      shells: try ShellSetup(world: world, home: home.path).removal(),
      running: running, foreign: try home.foreignNames())
  }

  /// Who merely works in the home, an editor or this program's own shell, is not harmed.
  private func running() throws -> [ProcessTable.Entry] {
    let folder = try Machine.realPath(home.path)
    let programs = folder.appending("self")
    return ProcessTable.users(of: folder.appending("trees"))
      + ProcessTable.users(of: programs).filter { $0.program.starts(with: programs) }
  }

  /// The shells' files first; then what selects, what runs, and the manager last: stopped in between, it can be run again.
  ///
  /// - Returns: The shells' files that could not be changed.
  package func carryOut(_ plan: Plan) throws -> [ShellSetup.Failure] {
    let failures = ShellSetup(world: world, home: home.path).apply(plan.shells)
    let first = ["default", "channels", "toolchains", "env", "env.fish", "trees", "linked"]
    let last = ["bin", "self"]
    let foreign = try home.foreignNames()
    let others = try home.root.names()
      .filter { !first.contains($0) && !last.contains($0) && !foreign.contains($0) }
    for name in first + others + last { try home.root.removeTree(name) }
    if foreign.isEmpty, let name = home.path.lastComponent?.string {
      let parent = try Directory(home.path.removingLastComponent())
      // A link to the folder goes; what it leads to is empty now.
      if try parent.status(name)?.kind == .link {
        try parent.removeFile(name)
      } else {
        _ = try parent.removeFolderIfEmpty(name)
      }
    }
    return failures
  }
}
