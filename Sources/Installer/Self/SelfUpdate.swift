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
    /// This copy was not put here by `self install`: whoever owns it updates it.
    case ownedByAnother(path: String)
    /// The publisher has released no manager in this repository.
    case nothingPublished
  }

  /// The release that an update would take; `nil` when the present one is right.
  ///
  /// A lower version is taken only when the signed index yanks the present one, or when it is named.
  ///
  /// - Throws: ``InstallerError/emptyChannel(_:)`` when the repository publishes no manager.
  package func offered(_ wanted: Version? = nil) throws -> ListedRelease? {
    let repository = try session.repository()
    let index = try repository.index(of: .stigmerup)
    let present = ManagerVersion.current
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
    let isPresentYanked = index.entry(for: present)?.yanked != nil
    guard entry.version > present || isPresentYanked else { return nil }
    return ListedRelease(channel: .stigmerup, entry: entry)
  }

  package func run(to wanted: Version? = nil) throws -> Outcome {
    let program = try Machine.programPath()
    guard HomeLocation.ofRunningProgram() == (try Machine.realPath(session.home.path)),
      let receipt = try ManagerVersions(session.home).receipt(of: ManagerVersion.current)
    else { return .ownedByAnother(path: program.string) }
    let release: ListedRelease?
    do {
      release = try offered(wanted)
    } catch InstallerError.emptyChannel {
      return .nothingPublished
    }
    guard let release else { return .current(ManagerVersion.current) }
    try install(release, receipt)
    return .updated(from: ManagerVersion.current, to: release.version)
  }

  private func install(_ release: ListedRelease, _ receipt: Receipt) throws {
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
    let staged = try session.home.stagingFolder()
    let unpacked = try staged.directory.makingDirectory("artifact")
    try unpack(artifact, release.version, into: unpacked)
    let folder = try staged.directory.makingDirectory("manager")
    for name in ManagerVersions.programs {
      guard let executable = ExecutableName(name), let path = artifact.executables[executable]
      else {
        throw InstallerError.missingProgram(release.version, program: name)
      }
      try unpacked.rename(path.description, to: name, in: folder)
    }
    try complete(folder, release.version, receipt)
    try checkItself(folder, release.version)
    let writer = try session.writer()
    try writer.placeManager(release.version, built: "manager", in: staged)
    try writer.switchManager(to: release.version)
    try removeOlder(than: release.version, writer)
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

  /// The new manager must at least start here and say who it is, before anything points to it.
  private func checkItself(_ folder: Directory, _ version: Version) throws {
    let outcome = try ChildProcess(
      program: folder.path.appending("stigmerup"), arguments: ["--version"],
      environment: Environment(["PATH": "/usr/bin:/bin"]), workingDirectory: folder.path,
      timeLimit: SmokeTest.timeLimit, outputLimit: SmokeTest.outputLimit
    ).run()
    let output = String(decoding: outcome.output, as: UTF8.self)
    guard outcome.ending == .exited(status: 0) else {
      throw SmokeTestError.failed(
        subject: "stigmerup \(version)", command: "stigmerup --version", ending: outcome.ending,
        output: output)
    }
    guard output == "stigmerup \(version)\n" else {
      throw InstallerError.wrongManager(version, says: output)
    }
  }

  /// The version before stays, to go back to; and so does the one that runs.
  private func removeOlder(than version: Version, _ writer: HomeWriter) throws {
    let kept = [version, ManagerVersion.current]
    for other in try ManagerVersions(session.home).installed() where !kept.contains(other) {
      try writer.removeManager(other)
    }
  }
}
