import Host
import Model
import Store
import SystemPackage

/// Builds a tree from what the repository serves; every byte is checked before it is used.
struct TreeBuilder {
  static let folderName = "tree"

  let plan: InstallPlan
  let repository: Repository
  let progress: any Progress
  let time: Instant

  /// - Returns: The programs it brings, by name, with where they lie now.
  /// - Throws: What could not be fetched, was not as signed, or could not be written.
  func build(_ name: String, in staging: Directory) throws -> [String: FilePath] {
    progress.begin("\(plan.manifest.version)", total: plan.downloadLength)
    defer { progress.end() }
    let tree = try staging.makingDirectory(name)
    let components = try tree.makingDirectory("components")
    let files = try tree.makingDirectory("files")
    let download = ArtifactDownload(repository: repository, progress: progress)
    for (component, artifact) in plan.artifacts {
      let subject = "\(component) of \(plan.manifest.version)"
      let list = try repository.object(artifact.files, of: "the files of \(subject)")
      try files.writeFile("\(component).json.zst", list)
      let folder = try components.makingDirectory(component.description)
      try Repository.naming(subject, at: artifact.object.path) {
        try download.unpack(artifact, named: component.description, list: list, into: folder)
      }
    }
    let programs = try linkPrograms(in: tree)
    try tree.writeFile("manifest.json", plan.manifestBytes)
    try tree.writeFile(ToolchainRecord.fileName, record.bytes)
    try tree.flushTree()
    return programs
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
