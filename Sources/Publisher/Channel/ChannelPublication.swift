package import Model
private import Trust

/// Puts releases into channels. The first time seals a draft; afterwards a release never changes.
package struct ChannelPublication {
  private let repository: RepositoryFolder
  private let policies: Policies

  package init(_ repository: RepositoryFolder, policies: Policies) {
    self.repository = repository
    self.policies = policies
  }

  /// A draft, or a release that another channel lists, straight into `channel`.
  package func planPublishing(
    _ version: Version, to channel: ChannelName
  ) throws -> ChannelChange {
    let listings = try repository.listings(of: version, product: channel.product)
    if let listing = listings.first(where: { $0.channel == channel }) ?? listings.first {
      return try plan(version, try bytes(of: listing.entry), to: channel, from: nil)
    }
    let drafts = Drafts(repository)
    if let draft = try drafts.draft(of: version, channel.product) {
      return try plan(version, draft.bytes, to: channel, from: nil)
    }
    let other = channel.product == .stigmer ? Product.stigmerup : .stigmer
    guard try repository.listings(of: version, product: other).isEmpty else {
      throw PublisherError.wrongProduct(version, product: other, channel: channel)
    }
    let all = try drafts.all()
    if let other = all.first(where: { $0.version == version }) {
      throw PublisherError.wrongProduct(version, product: other.product, channel: channel)
    }
    throw PublisherError.noDraft(
      version, drafts: all.filter { $0.product == channel.product }.map(\.version))
  }

  /// The same bytes from one channel into another; nothing is rebuilt.
  package func planPromotion(
    of version: Version, from source: ChannelName, to channel: ChannelName
  ) throws -> ChannelChange {
    guard source != channel else { throw PublisherError.sameChannel(channel) }
    let there = try repository.releases(of: try repository.index(of: source))
    guard let entry = there.first(where: { $0.version == version }) else {
      throw PublisherError.noSuchRelease(
        version, channel: source, there: there.map(\.version),
        isDraft: try Drafts(repository).draft(of: version, source.product) != nil)
    }
    return try plan(version, try bytes(of: entry), to: channel, from: source)
  }

  private func bytes(of entry: ChannelIndex.Entry) throws -> [UInt8] {
    try repository.objects.bytes(of: entry.manifest)
  }

  private func plan(
    _ version: Version, _ bytes: [UInt8], to channel: ChannelName, from source: ChannelName?
  ) throws -> ChannelChange {
    let manifest = try Manifest(parsing: bytes)
    guard manifest.product == channel.product else {
      throw PublisherError.wrongProduct(version, product: manifest.product, channel: channel)
    }
    let index = try repository.index(of: channel)
    let listed = try repository.releases(of: index).first { $0.version == version }
    let reference = ObjectReference(digest: Digest.sha256(of: bytes), length: bytes.count)
    if let listed, listed.manifest != reference {
      throw PublisherError.otherRelease(version, channel: channel)
    }
    var change = ChannelChange(
      channel: channel, source: source, manifest: manifest, manifestObject: reference,
      manifestBytes: bytes, current: index.current, published: listed?.published, warnings: [])
    // A channel that has it already is not asked whether it may.
    if !change.isNothing {
      try ReleaseCompleteness(manifest: manifest).check()
      change.warnings =
        try policies[channel].check(manifest, to: channel, from: source)
        + warnings(manifest, index)
    }
    return change
  }

  private func warnings(_ manifest: Manifest, _ index: ChannelIndex) -> [String] {
    var warnings: [String] = []
    if index.channel == .stable && manifest.version.isPrerelease {
      warnings.append("it is a pre-release, and all who follow stable get it")
    }
    guard let current = index.currentEntry else { return warnings }
    do {
      warnings += ReleaseCompleteness(manifest: manifest)
        .losses(since: try repository.manifest(current.manifest))
    } catch {
      // A broken release must not keep the one that mends it from its channel.
      warnings.append("what \(current.version) has and it lacks cannot be told: that is damaged")
    }
    return warnings
  }

  /// - Throws: ``VerificationError`` for an object that is missing or was altered; ``PublisherError`` when a key is
  ///   missing. Nothing a reader sees has changed then.
  package func carryOut(
    _ change: ChannelChange, _ writer: RepositoryWriter, keys: KeyFolder, at time: Instant
  ) throws {
    if !change.isNothing {
      let commit = MetadataCommit(writer: writer, keys: keys, policies: policies, time: time)
      let preparation = try commit.prepare(change.channel)
      try repository.checkObjects(of: change.manifest)
      let reference = try writer.writeObject(change.manifestBytes)
      let index = try index(
        after: change, reference, at: time, ReleaseHistory(repository, writer))
      try commit.publish(index, preparation)
    }
    try sweep(change, writer)
  }

  /// The same change as a draft for several people to sign; the repository stays as it is.
  ///
  /// - Throws: ``VerificationError`` for an object that is missing or was altered.
  package func draft(of change: ChannelChange, at time: Instant) throws -> SigningDraft {
    try repository.checkObjects(of: change.manifest)
    let current = try repository.metadata()
    let role = RoleName(change.channel)
    guard let present = try current.document(of: role) else {
      throw PublisherError.noSuchRole(role.description)
    }
    var draft = SigningDraft(on: current)
    let objects = DraftObjects(repository)
    let before = try repository.index(of: change.channel)
    let after = try index(
      after: change, objects.write(change.manifestBytes), at: time,
      ReleaseHistory(read: objects.list, write: objects.write))
    draft.objects = objects.written
    var document = present.content
    document.version = try MetadataVersions.next(after: document.version, of: role)
    document.expires = time.adding(days: policies[change.channel].expiresDays)
    document.targets = [TargetPath(change.channel.indexTarget): TargetFile(bytes: after.bytes)]
    draft.bases[role] = SigningDraft.Base(present)
    draft.proposed[role] = Signed(document)
    draft.indexes[change.channel] = SigningDraft.IndexChange(
      before: before.json, after: after.json)
    return draft
  }

  private func index(
    after change: ChannelChange, _ manifest: ObjectReference, at time: Instant,
    _ history: ReleaseHistory
  ) throws -> ChannelIndex {
    var index = try repository.index(of: change.channel)
    let present = try repository.releases(of: index)
      .first { $0.version == change.manifest.version }
    let entry =
      present
      ?? ChannelIndex.Entry(
        version: change.manifest.version, manifest: manifest, published: time,
        sizes: Self.sizes(of: change.manifest))
    try history.list(entry, in: &index)
    index.current = entry.version
    return index
  }

  /// Whether the draft of a release that is published already is still there: a crash left it.
  package func leavesDraft(_ change: ChannelChange) throws -> Bool {
    try Drafts(repository).draft(of: change.manifest.version, change.manifest.product) != nil
  }

  private func sweep(_ change: ChannelChange, _ writer: RepositoryWriter) throws {
    try Drafts(repository).remove(change.manifest.version, change.manifest.product, writer)
  }

  private static func sizes(of manifest: Manifest) -> [Platform: Int] {
    var sizes: [Platform: Int] = [:]
    for platform in manifest.platforms {
      sizes[platform] = manifest.downloadLength(
        of: manifest.components(of: .complete, on: platform), on: platform)
    }
    return sizes
  }
}
