internal import Host
internal import Model
internal import SystemPackage

/// Reads what the programs of a component need of the machine, out of all ELF files in it.
struct ProgramRequirements {
  private(set) var glibc: SystemVersion?
  /// Of the programs proper, where they are ELF files.
  private(set) var architectures: Set<String> = []
  /// Of the programs proper.
  private(set) var formats: [(path: FilePath, format: ProgramFormat)] = []

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
    // Beside a bin/ nothing at the top is a program.
    let isTopWithBin = try isTop && folder.status("bin")?.kind == .directory
    for name in try folder.names() {
      guard let status = try folder.status(name) else { continue }
      switch status.kind {
      case .directory:
        let below = try folder.openDirectory(name, followingLinks: false)
        try look(through: below, isTop: isTop && name == "bin")
      case .file:
        try look(
          at: name, in: folder, isProgram: isTop && !isTopWithBin && status.isExecutable)
      case .link, .other: continue
      }
    }
  }

  private mutating func look(at name: String, in folder: Directory, isProgram: Bool) throws {
    if isProgram {
      let file = try folder.openFile(name)
      let start = try Self.bytes(of: file, at: 0, count: 4)
      formats.append((folder.path.appending(name), ProgramFormat(start)))
    }
    guard let elf = try elf(name, in: folder) else { return }
    if let needed = elf.glibc { glibc = max(glibc ?? needed, needed) }
    if isProgram { architectures.insert(elf.architecture?.rawValue ?? "another processor") }
  }

  /// What is damaged or of another kind says nothing: whether it runs is the smoke tests' to find.
  private func elf(_ name: String, in folder: Directory) throws -> ELFRequirements? {
    let length = try folder.status(name, followingLinks: true)?.length ?? 0
    let file = try folder.openFile(name)
    let requirements: ELFRequirements?
    do {
      requirements = try ELFRequirements { offset, count in
        try Self.bytes(of: file, at: offset, count: min(count, length))
      }
    } catch is ELFRequirements.Problem {
      requirements = nil
    }
    return requirements
  }

  private static func bytes(of file: borrowing OpenFile, at offset: Int, count: Int) throws
    -> [UInt8]
  {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 16)
    defer { buffer.deallocate() }
    let read = try file.read(
      at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    return Array(buffer[..<read])
  }
}

extension FilePath {
  /// The working directory for an empty path.
  var orHere: FilePath { isEmpty ? "." : self }
}
