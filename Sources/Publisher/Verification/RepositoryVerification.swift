private import Host
package import Model
package import SystemPackage
private import Trust

/// Checks in a repository's folder all that a client would, for every channel and every object, and goes on after
/// what it finds.
///
/// It begins as a client does that knows the first root and nothing else. Memory does not grow with the objects.
package struct RepositoryVerification {
  private let folder: FilePath
  private let root: [UInt8]?
  private let rootPath: FilePath?
  private let time: Instant
  private let installerKey: String?

  /// - Parameters:
  ///   - root: The root to begin with; `metadata/1.root.json` unless given.
  ///   - rootPath: Where that root was read, for messages.
  ///   - time: The one time that all expiries are held against.
  ///   - installerKey: The public key (PEM) that `install.sh.sig` is checked with; without it the signature only
  ///     has to be there.
  package init(
    folder: FilePath, root: [UInt8]? = nil, rootPath: FilePath? = nil, time: Instant,
    installerKey: String? = nil
  ) {
    self.folder = folder
    self.root = root
    self.rootPath = rootPath
    self.time = time
    self.installerKey = installerKey
  }

  /// - Parameter report: Called once for each broken thing, as soon as it is found.
  /// - Throws: When there is no repository to check: `HostError`; ``VerificationError`` `.noRoot`, `.notAKey`.
  package func run(report: (Finding) -> Void) throws -> VerificationSummary {
    let repository = try Directory(folder)
    let key = try installerKey.map { pem in
      guard let key = PublicKey(pem: pem) else { throw VerificationError.notAKey }
      return key
    }
    guard
      let root = try root ?? repository.readFileIfPresent("metadata/1.root.json", limit: 512_000)
    else { throw VerificationError.noRoot(folder: folder.string) }

    return try withoutActuallyEscaping(report) { report in
      var summary = VerificationSummary()
      var findings = 0
      let counted = { (finding: Finding) in
        findings += 1
        report(finding)
      }
      try checkChannels(repository, root, report: counted, summary: &summary)
      summary.bootstrap =
        BootstrapVerification(repository, installerKey: key, report: counted).run()
      summary.findings = findings
      return summary
    }
  }

  private func checkChannels(
    _ repository: Directory, _ root: [UInt8], report: @escaping (Finding) -> Void,
    summary: inout VerificationSummary
  ) throws {
    let metadata = FolderMetadata(repository, root: root)
    let releases = ReleaseVerification(repository, report: report)
    do {
      let updater = try Updater(source: metadata, store: metadata, at: time)
      try updater.refresh()
      let roles = RoleVerification(updater, at: time)
      summary.expiring += roles.expiringTopLevel()
      for channel in ChannelName.allCases {
        do {
          guard let index = try index(of: channel, updater, repository) else { continue }
          summary.channels[channel] = check(index, releases)
        } catch {
          report(Finding("channel '\(channel)'", error))
        }
        for error in roles.trespasses(of: RoleName(channel)) {
          report(Finding("channel '\(channel)'", error))
        }
        summary.expiring += roles.expiring(RoleName(channel))
      }
    } catch {
      // Without these roles no channel can be believed.
      report(finding(error))
    }
    summary.objects = releases.named.count
    summary.bytes = releases.named.reduce(0) { $0 + $1.length }
    summary.unreferencedObjects = try unreferenced(in: repository, named: releases.named)
  }

  /// A root that was given is named as it was, in place of the name that it has in a repository.
  private func finding(_ error: any Error) -> Finding {
    guard let rootPath, let error = error as? TrustError, error.role == .root,
      case .initialRoot(let reason) = error.problem
    else { return Finding("metadata", error) }
    let ownName = "'\(error.path)' (role root) "
    return Finding(
      "'\(Printable.escaped(rootPath.string, limit: 4000))'", error,
      says: reason.hasPrefix(ownName) ? String(reason.dropFirst(ownName.count)) : reason)
  }

  /// - Returns: `nil` for a channel that the repository does not have; an empty one for a channel that nothing was
  ///   published to.
  private func index(of channel: ChannelName, _ updater: Updater, _ repository: Directory) throws
    -> ChannelIndex?
  {
    let role = RoleName(channel)
    let path = TargetPath(channel.indexTarget)
    guard let target = try updater.targetInfo(for: path) else {
      guard let document = updater.trusted.targets[role]?.content else { return nil }
      guard document.targets.isEmpty else { throw VerificationError.noIndex(channel) }
      return ChannelIndex(channel: channel)
    }
    guard target.role == role else {
      throw VerificationError.listedByAnother(
        target: channel.indexTarget, role: target.role.description)
    }
    guard target.length <= Limits.channelIndex else {
      throw VerificationError.indexTooLong(target: channel.indexTarget)
    }
    let file = "targets/\(target.servedPath)"
    let bytes = try repository.readFileIfPresent(file, limit: Limits.channelIndex)
    guard let bytes else { throw VerificationError.missing(path: file) }
    try target.check(bytes)
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  private func check(_ index: ChannelIndex, _ verification: ReleaseVerification)
    -> VerificationSummary.Channel
  {
    var objects: Set<ObjectReference> = []
    let releases = verification.releases(of: index, lists: &objects)
    for entry in releases { objects.formUnion(verification.check(entry, in: index.channel)) }
    return VerificationSummary.Channel(
      current: index.current, releases: releases.count, objects: objects.count,
      bytes: objects.reduce(0) { $0 + $1.length })
  }

  private func unreferenced(in repository: Directory, named: Set<ObjectReference>) throws -> Int {
    guard try repository.status("objects", followingLinks: true)?.kind == .directory else {
      return 0
    }
    let digests = Set(named.map(\.digest.hex))
    return try repository.openDirectory("objects").names()
      .count { !$0.hasPrefix(".") && !digests.contains($0) }
  }
}
