import Host
import Model
import Pack
import Store
import SystemPackage
import Trust

/// Builds a tree from what is here already and what the repository serves; every byte is checked before it is used.
struct TreeBuilder {
  static let folderName = "tree"

  let plan: InstallPlan
  let home: HomeFolder
  let repository: Repository
  let progress: any Progress
  let time: Instant

  /// - Returns: The programs it brings, by name, with where they lie now.
  /// - Throws: What could not be fetched, was not as signed, or could not be written.
  func build(_ name: String, in staging: Directory) throws -> [String: FilePath] {
    let tree = try staging.makingDirectory(name)
    let components = try tree.makingDirectory("components")
    let files = try tree.makingDirectory("files")
    var missing: [(name: ComponentName, artifact: Artifact, list: [UInt8])] = []
    for (component, artifact) in plan.artifacts {
      let local = try LocalTrees(home).sources(
        of: component, artifact, manifest: plan.release.entry.manifest.digest)
      let list =
        try local.list
        ?? repository.object(
          artifact.files, of: "the files of \(component) of \(plan.manifest.version)")
      try files.writeFile("\(component).json.zst", list)
      if try !reuse(local.folders, component, artifact, list, in: components) {
        missing.append((component, artifact, list))
      }
    }
    try download(missing, into: components)
    let programs = try linkPrograms(in: tree)
    try tree.writeFile("manifest.json", plan.manifestBytes)
    // Last of all: a file that is younger than this was written to afterwards.
    try tree.writeFile(ToolchainRecord.fileName, record.bytes)
    try tree.flushTree()
    return programs
  }

  /// - Returns: Whether all of the component was here, and good.
  private func reuse(
    _ sources: [Directory], _ component: ComponentName, _ artifact: Artifact, _ list: [UInt8],
    in components: Directory
  ) throws -> Bool {
    guard !sources.isEmpty else { return false }
    let files = try FileListCodec<SHA256>.unpack(
      list, as: artifact.files, of: component.description)
    let folder = try components.makingDirectory(component.description)
    if try FolderReuse<SHA256>(files, from: sources).fill(folder) { return true }
    try components.removeTree(component.description)
    return false
  }

  private func download(
    _ missing: [(name: ComponentName, artifact: Artifact, list: [UInt8])],
    into components: Directory
  ) throws {
    guard let first = missing.first else { return }
    guard !repository.isOffline else {
      throw InstallerError.offline(
        what: "component '\(first.name)' of \(plan.manifest.version), or not all of it,")
    }
    let unpacked = missing.reduce(0) { $0 + $1.artifact.unpackedLength }
    let free = Machine.freeSpace(at: home.root) ?? .max
    // A tree of many small files takes more than its content.
    let needed = unpacked + unpacked / 16 + (1 << 20)
    guard free >= needed else { throw InstallerError.noSpace(needed: needed, free: free) }
    progress.begin(
      "\(plan.manifest.version)", total: missing.reduce(0) { $0 + $1.artifact.object.length })
    defer { progress.end() }
    let download = ArtifactDownload(repository: repository, progress: progress)
    for (component, artifact, list) in missing {
      let folder = try components.makingDirectory(component.description)
      try Repository.naming(
        "\(component) of \(plan.manifest.version)", at: artifact.object.path
      ) {
        try download.unpack(artifact, named: component.description, list: list, into: folder)
      }
    }
  }

  /// `bin/`: one relative link a program, to its place in its component.
  private func linkPrograms(in tree: Directory) throws -> [String: FilePath] {
    let bin = try tree.makingDirectory("bin")
    var programs: [String: FilePath] = [:]
    for (component, artifact) in plan.artifacts {
      for (name, path) in artifact.executables.sorted(by: { $0.key < $1.key }) {
        let place = "components/\(component)/\(path)"
        guard let status = try tree.status(place), status.kind == .file, status.isExecutable else {
          throw InstallerError.missingProgram(plan.manifest.version, program: name.description)
        }
        try bin.createLink(name.description, to: "../\(place)")
        programs[name.description] = tree.path.appending(place)
      }
    }
    return programs
  }

  private var record: ToolchainRecord {
    ToolchainRecord(
      kind: .release(
        ToolchainRecord.Release(
          version: plan.manifest.version, manifest: plan.release.entry.manifest.digest,
          components: plan.components, channel: plan.release.channel, repository: repository.name)),
      installed: time)
  }
}
