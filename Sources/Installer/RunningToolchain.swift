package import Host
package import Model
private import Store
package import SystemPackage

/// A toolchain of this home that processes run from.
package struct RunningToolchain: Sendable {
  /// Its version, or the name of a linked build; a tree without a record is called by its identifier.
  package let name: String
  /// Its folder, links resolved.
  package let folder: FilePath
  /// The one that started first, and its children.
  package let processes: [ProcessTable.Entry]
  /// Whether a server of stigmer's is among them, and not only a command under way.
  package let hasServer: Bool

  package var first: ProcessTable.Entry? { processes.first }

  package var started: Instant? { first?.started.map { Instant(seconds: $0) } }

  /// All of this home's, in the order in which they were started.
  package static func all(in session: Session) throws -> [RunningToolchain] {
    let home = session.home
    let root = try Machine.realPath(home.path)
    let trees = root.appending("trees")
    var places: [(name: String, folder: FilePath, programs: Set<String>)] = []
    for toolchain in try home.toolchains() where toolchain.isLinked {
      let folder = root.appending(toolchain.place.path)
      var programs: Set<String> = []
      for program in try home.programs(of: toolchain.place) {
        // A build that is gone has no path.
        if let path = try? Machine.realPath(folder.appending("bin/\(program)")) {
          programs.insert(path.string)
        }
      }
      places.append((toolchain.name, folder, programs))
    }
    let prefix = trees.string + "/"
    let linked = places.reduce(into: Set<String>()) { $0.formUnion($1.programs) }
    let found = ProcessTable.running { program in
      program.string.hasPrefix(prefix) || linked.contains(program.string)
    }
    var groups: [FilePath: (name: String, processes: [ProcessTable.Entry])] = [:]
    for process in found {
      if let place = places.first(where: { $0.programs.contains(process.program.string) }) {
        groups[place.folder, default: (place.name, [])].processes.append(process)
        continue
      }
      let identifier = process.program.string.dropFirst(prefix.count).prefix { $0 != "/" }
      let folder = trees.appending(String(identifier))
      let name = try name(of: String(identifier), in: home)
      groups[folder, default: (name, [])].processes.append(process)
    }
    return groups.map { folder, group in
      RunningToolchain(name: group.name, folder: folder, group.processes)
    }
    .sorted { ($0.started?.seconds ?? 0, $0.name) < ($1.started?.seconds ?? 0, $1.name) }
  }

  private static func name(of identifier: String, in home: HomeFolder) throws -> String {
    guard let tree = TreeIdentifier(identifier), let record = try home.record(at: .tree(tree)),
      case .release(let release) = record.kind
    else { return identifier }
    return release.version.description
  }

  private init(name: String, folder: FilePath, _ processes: [ProcessTable.Entry]) {
    self.name = name
    self.folder = folder
    self.processes = processes.sorted {
      ($0.started ?? 0, $0.identifier) < ($1.started ?? 0, $1.identifier)
    }
    hasServer = processes.contains(where: Self.isServer)
  }

  /// The daemon runs its own path again as these (docs/stigmer-integration.md).
  private static func isServer(_ process: ProcessTable.Entry) -> Bool {
    let role = process.arguments.dropFirst().first ?? ""
    return ["server", "internal-server", "internal-workflow-runner"].contains(role)
      || process.program.lastComponent?.string == "agent-runner"
  }
}
