private import Host
package import Model
private import Store
private import SystemPackage

/// Updates stigmerup itself from its own channel: the manager and its shim, and nothing else.
package struct SelfUpdate {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package enum Outcome: Sendable, Equatable {
    case current(Version)
    case updated(from: Version, to: Version)
    /// A package manager brought this copy, and updates it.
    case ownedByPackage(PackageOwner)
    /// This copy was not put here by `self install`: whoever owns it updates it.
    case ownedByAnother(path: String)
    /// The publisher has released no manager in this repository.
    case nothingPublished
  }

  /// The version that this home runs: another one may have come since this process started.
  package func present() throws -> Version {
    guard try isOfThisHome() else { return ManagerVersion.current }
    return try ManagerVersions(session.home).current() ?? ManagerVersion.current
  }

  private func isOfThisHome() throws -> Bool {
    HomeLocation.ofRunningProgram() == (try Machine.realPath(session.home.path))
  }

  /// The release that an update would take; `nil` when the present one is right.
  ///
  /// A lower version is taken only when the signed index yanks the present one, or when it is named.
  ///
  /// - Throws: ``InstallerError/emptyChannel(_:)`` when the repository publishes no manager.
  package func offered(_ wanted: Version? = nil) throws -> ListedRelease? {
    let repository = try session.repository()
    let index = try repository.index(of: .stigmerup)
    let present = try present()
    if let wanted {
      guard let entry = try repository.firstRelease(in: .stigmerup, where: { $0.version == wanted })
      else {
        throw InstallerError.notListed(
          selector: wanted.description, asked: [.stigmerup],
          suggestion: index.current.map { "the current one is \($0)" }
            ?? "the repository publishes no stigmerup")
      }
      return wanted == present ? nil : ListedRelease(channel: .stigmerup, entry: entry)
    }
    guard let entry = index.currentEntry else { throw InstallerError.emptyChannel(.stigmerup) }
    guard entry.version != present else { return nil }
    guard try entry.version > present || isYanked(present) else { return nil }
    return ListedRelease(channel: .stigmerup, entry: entry)
  }

  private func isYanked(_ version: Version) throws -> Bool {
    let entry = try session.repository().firstRelease(in: .stigmerup) { $0.version == version }
    return entry?.yanked != nil
  }

  package func run(to wanted: Version? = nil) throws -> Outcome {
    if let owner = try PackageOwner.ofRunningProgram() { return .ownedByPackage(owner) }
    let program = try Machine.programPath()
    guard try isOfThisHome(),
      let receipt = try ManagerVersions(session.home).receipt(of: ManagerVersion.current)
    else { return .ownedByAnother(path: program.string) }
    let before = try present()
    let release: ListedRelease?
    do {
      release = try offered(wanted)
    } catch InstallerError.emptyChannel {
      return .nothingPublished
    }
    guard let release else { return .current(before) }
    try install(release, receipt)
    return .updated(from: before, to: release.version)
  }

  private func install(_ release: ListedRelease, _ receipt: Receipt) throws {
    let artifact = try artifact(of: release)
    let staged = try session.home.stagingFolder()
    let unpacked = try staged.directory.makingDirectory("artifact")
    try unpack(artifact, release.version, into: unpacked)
    let folder = try staged.directory.makingDirectory(ManagerPlacement.folderName)
    for name in ManagerVersions.programs {
      guard let executable = ExecutableName(name), let path = artifact.executables[executable]
      else {
        throw InstallerError.missingProgram(release.version, program: name)
      }
      try unpacked.rename(path.description, to: name, in: folder)
    }
    try complete(folder, release.version, receipt)
    let empty = try staged.directory.makingDirectory("empty")
    let check = ManagerCheck(release.version, emptyFolder: empty.path)
    try check.run(manager: folder.path.appending("stigmerup"))
    try check.run(shim: folder.path.appending("stigmer-shim"))
    try ManagerPlacement(
      home: session.home, version: release.version, staged: staged, check: check
    ).carryOut(try session.writer())
  }

  private func artifact(of release: ListedRelease) throws -> Artifact {
    let (_, manifest) = try session.repository().manifest(of: release)
    guard let platform = Machine.platform,
      let artifact = manifest.components[.stigmerup]?.artifacts[platform]
    else {
      throw InstallerError.noPlatform(
        release.version, platform: Machine.platform?.description ?? "this machine",
        published: manifest.platforms)
    }
    if let missing = Machine.lacks(artifact.requirements) {
      throw InstallerError.machineLacks(release.version, what: missing)
    }
    return artifact
  }

  private func unpack(_ artifact: Artifact, _ version: Version, into folder: Directory) throws {
    let repository = try session.repository()
    let progress = session.progress
    progress.begin("stigmerup \(version)", total: artifact.object.length)
    defer { progress.end() }
    try ArtifactDownload(repository: repository, progress: progress)
      .unpack(
        artifact, named: "stigmerup", list: try repository.object(artifact.files), into: folder)
  }

  private func complete(_ folder: Directory, _ version: Version, _ receipt: Receipt) throws {
    if let root = try session.home.root
      .readFileIfPresent("trust/root.json", limit: TrustAnchor.longestRoot)
    {
      try folder.writeFile("root.json", root)
    }
    let receipt = Receipt(
      version: version, installed: session.world.clock(), shellFiles: receipt.shellFiles)
    try folder.writeFile(Receipt.fileName, receipt.bytes)
    try folder.flushTree()
  }
}
