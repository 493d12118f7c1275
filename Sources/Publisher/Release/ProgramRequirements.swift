internal import Host
internal import Model
internal import SystemPackage

/// Reads what the programs of a component need of the machine, out of all ELF files in it.
struct ProgramRequirements {
  private(set) var glibc: SystemVersion?
  /// Of the programs proper, where they are ELF files.
  private(set) var architectures: Set<String> = []

  /// - Parameter path: An executable, or a folder.
  init(of path: FilePath) throws {
    let parent = try Directory(path.removingLastComponent().orHere)
    let name = path.lastComponent?.string ?? "."
    switch try parent.status(name, followingLinks: true)?.kind {
    case .directory: try look(through: try Directory(path), isTop: true)
    case .file: try look(at: name, in: parent, isProgram: true)
    default: return
    }
  }

  private mutating func look(through folder: Directory, isTop: Bool) throws {
    for name in try folder.names() {
      guard let status = try folder.status(name) else { continue }
      switch status.kind {
      case .directory:
        let below = try folder.openDirectory(name, followingLinks: false)
        try look(through: below, isTop: isTop && name == "bin")
      case .file: try look(at: name, in: folder, isProgram: isTop && status.isExecutable)
      case .link, .other: continue
      }
    }
  }

  private mutating func look(at name: String, in folder: Directory, isProgram: Bool) throws {
    let file = try folder.openFile(name)
    let elf = try ELFFile { offset, count in
      var bytes = [UInt8](repeating: 0, count: count)
      let read = try bytes.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
      return Array(bytes.prefix(read))
    }
    guard let elf else { return }
    if let needed = elf.glibc { glibc = max(glibc ?? needed, needed) }
    if isProgram { architectures.insert(elf.architecture?.rawValue ?? "another processor") }
  }
}

extension FilePath {
  /// The working directory for an empty path.
  var orHere: FilePath { isEmpty ? "." : self }
}
