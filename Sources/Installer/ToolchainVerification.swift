package import Model
package import Pack
private import Host
private import Selection
package import Store
private import Trust

/// Holds installed releases against what was signed, along the whole chain: channel, manifest, list of files, files;
/// and mends what differs. Looking needs no network and writes nothing.
package struct ToolchainVerification {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  /// What one tree came to.
  package struct Report: Sendable {
    package let version: Version
    package let tree: TreeIdentifier
    package let signature: TreeSignature
    /// Empty when the manifest itself is damaged: then nobody knows.
    package var components: [ComponentName] = []
    package var differences: [FolderDifference] = []
    /// Components whose files could not be held against anything, because their list is damaged.
    package var unchecked: [ComponentName] = []
    package var fileCount = 0
    /// In bytes of content.
    package var contentLength = 0

    package var isWhole: Bool { differences.isEmpty && unchecked.isEmpty }
  }

  /// - Parameters:
  ///   - isThorough: Whether to hash every file.
  ///   - progress: Told of the bytes hashed.
  /// - Throws: ``VerificationError/notSigned(_:)``; what cannot be read.
  package func examine(
    _ version: Version, _ tree: TreeIdentifier, thoroughly isThorough: Bool,
    progress: (any Progress)? = nil
  ) throws -> Report {
    guard let signature = try TreeSignature.find(of: version, tree, in: session.home) else {
      throw VerificationError.notSigned(version)
    }
    var report = Report(version: version, tree: tree, signature: signature)
    guard let bytes = try LocalTrees(session.home).manifest(signature.manifest) else {
      let isThere = try session.home.root.status("trees/\(tree.text)/manifest.json") != nil
      report.differences = [
        FolderDifference("manifest.json", isThere ? .altered : .missing, isThere ? .content : nil)
      ]
      return report
    }
    let manifest = try checked(bytes, version, signature)
    report.components = try components(of: tree, manifest)
    let findings = try TreeInspection(
      home: session.home, tree: tree, manifest: manifest, digest: signature.manifest,
      components: report.components
    ).run(thoroughly: isThorough, progress: progress)
    report.differences = findings.differences
    report.unchecked = findings.unchecked
    report.fileCount = findings.fileCount
    report.contentLength = findings.contentLength
    return report
  }

  /// A quick look at a release that is here; what differs is said and mended.
  ///
  /// - Returns: What was wrong; `nil` when nothing was.
  package func mendIfDamaged(_ version: Version) throws -> Report? {
    guard case .tree(let tree)? = try session.home.place(of: version.description) else {
      return nil
    }
    let report = try examine(version, tree, thoroughly: false)
    if report.isWhole { return nil }
    session.progress.note(
      "\(version) is not as \(report.signature.channel) signed it: "
        + "\(DifferenceText.summary(report.differences)); mending it")
    try repair(report)
    return report
  }

  /// Builds the tree anew, from what is good here and else from the repository, and puts it in the place of the damaged
  /// one.
  package func repair(_ report: Report) throws {
    let repository = try session.repository()
    let held = try LocalTrees(session.home).manifest(report.signature.manifest)
    let release = try listed(report, manifestLength: held?.count)
    let (bytes, manifest) = try repository.manifest(of: release, held: held)
    let names = try components(of: report.tree, manifest)
    let plan = try InstallPlan(
      release, manifest: manifest, manifestBytes: bytes, wanted: Components(extra: names),
      in: session.home)
    try ReleaseInstallation(
      home: session.home, repository: repository, world: session.world,
      progress: session.progress, command: session.command
    ).carryOut(
      plan, then: .init(channel: nil, indexes: ChannelIndexes()), replacing: report.tree)
  }

  private func listed(_ report: Report, manifestLength: Int?) throws -> ListedRelease {
    let channel = report.signature.channel
    if let entry = report.signature.entry { return ListedRelease(channel: channel, entry: entry) }
    if let manifestLength {
      let reference = ObjectReference(digest: report.signature.manifest, length: manifestLength)
      return ListedRelease(
        channel: channel,
        entry: ChannelIndex.Entry(
          version: report.version, manifest: reference, published: Instant(seconds: 0),
          sizes: [:]))
    }
    let entry = try session.repository().firstRelease(in: channel) {
      $0.version == report.version && $0.manifest.digest == report.signature.manifest
    }
    guard let entry else { throw VerificationError.notSigned(report.version) }
    return ListedRelease(channel: channel, entry: entry)
  }

  private func checked(
    _ bytes: [UInt8], _ version: Version, _ signature: TreeSignature
  ) throws -> Manifest {
    let manifest = try Manifest(parsing: bytes)
    guard manifest.version == version else {
      throw InstallerError.wrongManifest(
        version, channel: signature.channel, problem: "it is the manifest of \(manifest.version)")
    }
    return manifest
  }

  private func components(
    of tree: TreeIdentifier, _ manifest: Manifest
  ) throws -> [ComponentName] {
    guard let platform = Machine.platform else { throw InstallerError.unsupportedMachine }
    let record = try session.home.record(at: .tree(tree))
    return tree.components(of: manifest, on: platform, record: record) ?? []
  }
}

extension TreeIdentifier {
  /// The components that a tree was made of: those whose names give the second half of its own.
  ///
  /// - Parameter record: The first guess; it may be missing or altered.
  /// - Returns: `nil` when no set of the manifest's components does.
  func components(
    of manifest: Manifest, on platform: Platform, record: ToolchainRecord?
  ) -> [ComponentName]? {
    let offered = manifest.componentNames(on: platform)
    if case .release(let release)? = record?.kind,
      release.components.allSatisfy(offered.contains), isNamed(by: release.components)
    {
      return release.components.sorted()
    }
    // More would take too long; no release comes near.
    guard offered.count <= 16 else { return nil }
    for choice in 1..<(1 << offered.count) {
      let names = offered.indices.filter { choice & (1 << $0) != 0 }.map { offered[$0] }
      if isNamed(by: names) { return names }
    }
    return nil
  }

  private func isNamed(by components: [ComponentName]) -> Bool {
    holds(componentNames: Digest.sha256(of: Self.nameBytes(of: components)))
  }
}
