private import Host
private import Model
private import Selection
private import Store
package import SystemPackage

/// Makes a local build selectable by a name: links to its programs, so that a rebuild in place is picked up at once.
package struct BuildLink {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package struct Outcome: Sendable {
    package let name: String
    /// The programs found, by name, with where they are.
    package let programs: [(name: String, path: FilePath)]
    /// Of stigmer's own programs, those that were not found.
    package let missing: [String]
  }

  /// - Parameter folder: Its programs are the executable files in its `bin/`, or else at its top.
  package func link(_ name: String, folder: FilePath) throws -> Outcome {
    let real = try Machine.realPath(folder)
    let directory = try Directory(real)
    var programs = try executables(in: directory, "bin")
    if programs.isEmpty { programs = try executables(in: directory, ".") }
    guard !programs.isEmpty else { throw LinkError.noPrograms(folder.string) }
    return try make(name, programs, folder: real)
  }

  /// - Parameter programs: Each program's name and file.
  package func link(_ name: String, programs: [(name: String, path: FilePath)]) throws -> Outcome {
    var resolved: [(name: String, path: FilePath)] = []
    for (program, path) in programs {
      guard ExecutableName(program).map({ !$0.isReserved }) ?? false else {
        throw LinkError.badProgramName(program)
      }
      let real = try Machine.realPath(path)
      let parent = try Directory(real.removingLastComponent())
      guard let file = real.lastComponent?.string, let status = try parent.status(file),
        status.kind == .file, status.isExecutable
      else { throw LinkError.notExecutable(path.string) }
      resolved.append((program, real))
    }
    return try make(name, resolved, folder: nil)
  }

  private func executables(
    in directory: Directory, _ subfolder: String
  ) throws -> [(name: String, path: FilePath)] {
    guard let status = try directory.status(subfolder, followingLinks: true),
      status.kind == .directory
    else { return [] }
    let folder = try directory.openDirectory(subfolder)
    var found: [(name: String, path: FilePath)] = []
    for name in try folder.names() {
      guard let executable = ExecutableName(name), !executable.isReserved, !name.contains(".so"),
        let status = try folder.status(name, followingLinks: true), status.kind == .file,
        status.isExecutable
      else { continue }
      found.append((name, folder.path.appending(name).lexicallyNormalized()))
    }
    return found
  }

  private func make(
    _ name: String, _ programs: [(name: String, path: FilePath)], folder: FilePath?
  ) throws -> Outcome {
    guard ToolchainSelector.isLinkableName(ByteString(name)) else { throw LinkError.badName(name) }
    let ownHome = try Machine.realPath(session.home.path).string + "/"
    for (_, path) in programs where path.string.hasPrefix(ownHome) {
      throw LinkError.ownProgram(path.string)
    }
    let staged = try session.home.stagingFolder()
    let build = try staged.directory.makingDirectory("linked")
    let bin = try build.makingDirectory("bin")
    for (program, path) in programs { try bin.createLink(program, to: path.string) }
    let record = ToolchainRecord(
      kind: .linked(.init(name: name, folder: folder?.string)), installed: session.world.clock())
    try build.writeFile(ToolchainRecord.fileName, record.bytes)
    try build.flushTree()
    let writer = try session.writer()
    try writer.nameLinked(name, built: "linked", in: staged)
    try writer.refreshPrograms()
    let names = Set(programs.map(\.name))
    return Outcome(
      name: name, programs: programs,
      missing: ["stigmer", "agent-runner"].filter { !names.contains($0) })
  }
}
