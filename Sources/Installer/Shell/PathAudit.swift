package import Host
private import Model
package import SystemPackage

/// The programs on PATH that have the names of ours and are not ours. It finds and tells; it removes none.
package struct PathAudit {
  private let world: World
  private let bin: FilePath
  private let home: FilePath
  private let owners: OwnerSearch

  /// - Parameters:
  ///   - home: stigmerup's home; it need not be there yet.
  ///   - packageLists: Where dpkg keeps the list of files of each package.
  package init(world: World, home: FilePath, packageLists: FilePath = "/var/lib/dpkg/info") {
    self.world = world
    self.home = ShellSetup(world: world, home: home).home
    bin = self.home.appending("bin")
    owners = OwnerSearch(world: world, packageLists: packageLists)
  }

  package struct Finding: Sendable, Equatable {
    package let path: FilePath
    package let owner: ProgramOwner
    package let removalCommand: String
  }

  package struct Report: Sendable, Equatable {
    package let program: String
    /// In the order of PATH.
    package let others: [Finding]
    /// What a shell with the present PATH runs.
    package let foundNow: FilePath?
    /// What a shell runs that has read `env`.
    package let foundAfterwards: FilePath
  }

  /// One report for each program that has others of its name on PATH.
  package func reports(on programs: [String] = ["stigmer", "agent-runner"]) -> [Report] {
    let search = ProgramSearch(world)
    return programs.compactMap { program in
      let all = search.all(program)
      let others = all.filter { !isOurs($0) }
      if others.isEmpty { return nil }
      return Report(
        program: program,
        others: others.map { path in
          let owner = owners.owner(of: path)
          return Finding(
            path: path, owner: owner, removalCommand: owner.removalCommand(for: path))
        },
        foundNow: all.first, foundAfterwards: foundAfterwards(program, all, search))
    }
  }

  /// `env` leaves a PATH alone that holds our folder already, wherever it stands there.
  private func foundAfterwards(
    _ program: String, _ all: [FilePath], _ search: ProgramSearch
  ) -> FilePath {
    let ours = bin.appending(program)
    guard let place = search.folders.firstIndex(of: bin) else { return ours }
    let before = search.folders[..<place]
    return all.first { before.contains($0.removingLastComponent()) } ?? ours
  }

  /// In our folder, or a link to what is in our home.
  private func isOurs(_ path: FilePath) -> Bool {
    if path.removingLastComponent() == bin { return true }
    guard let real = try? Machine.realPath(path), let realHome = try? Machine.realPath(home) else {
      return false
    }
    return real.relative(to: realHome) != nil
  }
}

extension PathAudit.Report {
  /// What to show: the others, how to remove each, and which one runs.
  ///
  /// - Parameter isPathModified: Whether new shells read `env`.
  package func lines(isPathModified: Bool = true) -> [String] {
    var lines = ["there are other programs called '\(program)' on PATH:"]
    for other in others {
      lines.append(
        "  \(Printable.escaped(other.path.string, limit: 1000)) (\(other.owner.description))")
      lines.append("    to remove it: \(Printable.escaped(other.removalCommand, limit: 4000))")
    }
    return lines + ["  \(conclusion(isPathModified))"]
  }

  private func conclusion(_ isPathModified: Bool) -> String {
    let now = foundNow.map { Printable.escaped($0.string, limit: 1000) }
    let afterwards = Printable.escaped(foundAfterwards.string, limit: 1000)
    guard let now, foundNow != foundAfterwards else {
      return "'\(program)' runs \(afterwards), now and in new shells"
    }
    if !isPathModified { return "'\(program)' runs \(now), for PATH was left as it is" }
    return "'\(program)' runs \(now) in this shell, and \(afterwards) in new ones"
  }
}
