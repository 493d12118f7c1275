import Host
import Model
import Pack
import Store
import Trust

/// Holds a tree on disk against what its signed manifest says: its names, its links, its records, and every file of its
/// components. It only reads, and follows no link.
struct TreeInspection {
  let home: HomeFolder
  let tree: TreeIdentifier
  let manifest: Manifest
  /// The manifest's own, signed.
  let digest: Digest
  let components: [ComponentName]

  struct Findings {
    var differences: [FolderDifference] = []
    /// Components whose own list is damaged, so that nobody can say what their files should be.
    var unchecked: [ComponentName] = []
    var fileCount = 0
    /// In bytes of content.
    var contentLength = 0
  }

  /// - Parameter isThorough: Whether to hash every file; otherwise only those written to since the tree was sealed.
  /// - Parameter progress: Told of the bytes hashed.
  func run(thoroughly isThorough: Bool, progress: (any Progress)? = nil) throws -> Findings {
    var findings = Findings()
    guard let platform = Machine.platform else { throw InstallerError.unsupportedMachine }
    guard try home.root.status("trees/\(tree.text)")?.kind == .directory else {
      findings.differences = [FolderDifference(".", .missing)]
      return findings
    }
    let folder = try home.root.openDirectory("trees/\(tree.text)", followingLinks: false)
    let artifacts = components.compactMap { name in
      manifest.components[name]?.artifacts[platform].map { (name, $0) }
    }
    findings.differences += try recordDifferences(in: folder)
    findings.differences += try programDifferences(artifacts, in: folder)
    let lists = try lists(artifacts, in: folder, &findings)
    findings.fileCount = lists.reduce(0) { $0 + $1.list.fileCount }
    findings.contentLength = lists.reduce(0) { $0 + $1.list.contentLength }
    progress?.begin("\(manifest.version)", total: findings.contentLength)
    defer { progress?.end() }
    let depth: InspectionDepth =
      isThorough ? .content : .attributes(seal: try folder.status(ToolchainRecord.fileName))
    for (name, list) in lists {
      let place = "components/\(name)"
      guard try folder.status(place)?.kind == .directory else { continue }
      findings.differences += try FolderInspection<SHA256>(list, prefix: place + "/", depth: depth)
        .differences(in: folder.openDirectory(place, followingLinks: false)) {
          progress?.advance($0)
        }
    }
    return findings
  }

  // MARK: the tree's own entries

  private func recordDifferences(in folder: Directory) throws -> [FolderDifference] {
    let record = ToolchainRecord.fileName
    let expected: [String: FileStatus.Kind] = [
      "bin": .directory, "components": .directory, "files": .directory, "manifest.json": .file,
      record: .file,
    ]
    var found = try nameDifferences(in: folder, prefix: "", expected)
    if try folder.status("manifest.json")?.kind == .file,
      try content("manifest.json", of: folder, limit: Limits.manifest)
        .map(Digest.sha256(of:)) != digest
    {
      found.append(FolderDifference("manifest.json", .altered, .content))
    }
    if try folder.status(record)?.kind == .file, try !isRecordTrue() {
      found.append(FolderDifference(record, .altered, .content))
    }
    return found
  }

  private func isRecordTrue() throws -> Bool {
    guard case .release(let release)? = try home.record(at: .tree(tree))?.kind else {
      return false
    }
    return release.version == manifest.version && release.manifest == digest
      && release.components.sorted() == components.sorted()
  }

  private func programDifferences(
    _ artifacts: [(ComponentName, Artifact)], in folder: Directory
  ) throws -> [FolderDifference] {
    var targets: [String: String] = [:]
    for (component, artifact) in artifacts {
      for (name, path) in artifact.executables {
        targets[name.description] = "../components/\(component)/\(path)"
      }
    }
    guard try folder.status("bin")?.kind == .directory else { return [] }
    let bin = try folder.openDirectory("bin", followingLinks: false)
    var found = try nameDifferences(in: bin, prefix: "bin/", targets.mapValues { _ in .link })
    for (name, target) in targets.sorted(by: { $0.key < $1.key })
    where try bin.status(name)?.kind == .link && bin.readLink(name) != target {
      found.append(FolderDifference("bin/\(name)", .altered, .target))
    }
    return found
  }

  /// The signed lists, each held against its digest.
  private func lists(
    _ artifacts: [(ComponentName, Artifact)], in folder: Directory, _ findings: inout Findings
  ) throws -> [(name: ComponentName, list: FileList)] {
    let names = artifacts.map { "\($0.0)" }
    let files = Dictionary(
      uniqueKeysWithValues: names.map { ("\($0).json.zst", FileStatus.Kind.file) })
    let folders = Dictionary(uniqueKeysWithValues: names.map { ($0, FileStatus.Kind.directory) })
    for (place, expected) in [("components", folders), ("files", files)]
    where try folder.status(place)?.kind == .directory {
      findings.differences += try nameDifferences(
        in: folder.openDirectory(place, followingLinks: false), prefix: "\(place)/", expected)
    }
    var lists: [(ComponentName, FileList)] = []
    for (name, artifact) in artifacts {
      let path = "files/\(name).json.zst"
      let bytes = try content(path, of: folder, limit: artifact.files.length) ?? []
      do {
        lists.append(
          (
            name,
            try FileListCodec<SHA256>.unpack(bytes, as: artifact.files, of: name.description)
          ))
      } catch {
        findings.unchecked.append(name)
        if try folder.status(path)?.kind == .file {
          findings.differences.append(FolderDifference(path, .altered, .content))
        }
      }
    }
    return lists
  }

  private func nameDifferences(
    in folder: Directory, prefix: String, _ expected: [String: FileStatus.Kind]
  ) throws -> [FolderDifference] {
    var found: [FolderDifference] = []
    let names = try folder.names()
    for name in names {
      let kind = try folder.status(name)?.kind
      if let wanted = expected[name] {
        if kind != wanted { found.append(FolderDifference(prefix + name, .altered, .kind)) }
      } else {
        found.append(FolderDifference(prefix + name + (kind == .directory ? "/" : ""), .added))
      }
    }
    for name in Set(expected.keys).subtracting(names).sorted() {
      found.append(FolderDifference(prefix + name, .missing))
    }
    return found
  }

  /// - Returns: `nil` for what is absent, too long, or cannot be read: then it is not what was signed.
  private func content(_ path: String, of folder: Directory, limit: Int) throws -> [UInt8]? {
    do throws(HostError) {
      return try folder.readFileIfPresent(path, limit: limit)
    } catch {
      return nil
    }
  }
}

extension FileList {
  fileprivate var fileCount: Int {
    entries.count { if case .folder = $0.kind { false } else { true } }
  }
}
