package import Host
package import Model
package import Store
package import Transport
private import Trust

/// The repository as this home trusts it. Whatever it returns was verified through TUF's chain from the home's root.
package final class Repository {
  package let transport: Transport
  private let configuration: Configuration
  private let world: World
  private let openTrust: () throws -> any TrustKeeper
  private var indexes = ChannelIndexes()

  /// - Parameters:
  ///   - openTrust: Called once for each refresh that asks the repository; the lock on the trust lasts as long as
  ///     what it returns.
  /// - Throws: ``InstallerError/noRepository``; what the transport says of a location.
  package init(
    configuration: Configuration, world: World, openTrust: @escaping () throws -> any TrustKeeper
  ) throws {
    guard !configuration.repositories.isEmpty else { throw InstallerError.noRepository }
    self.configuration = configuration
    self.world = world
    self.openTrust = openTrust
    transport = try Self.transport(configuration, world)
  }

  /// The repository as `home` trusts it.
  ///
  /// - Parameters:
  ///   - command: What runs, for those who wait for it.
  ///   - isReadOnly: Whether a home that cannot be written to will do: what is accepted is then forgotten.
  package convenience init(
    home: HomeFolder, configuration: Configuration, world: World, command: String,
    isReadOnly: Bool = false
  ) throws {
    try self.init(configuration: configuration, world: world) {
      if configuration.isOffline { return StoredTrust(home) }
      do {
        return try TrustFolder(home, command: command) { holder in
          world.console.note("waiting for another stigmerup, which refreshes: \(holder)")
        }
      } catch  where isReadOnly && (error is StoreError || error is HostError) {
        // Another user's home, or one that is read-only: asking works all the same.
        return PassingTrust(over: home)
      }
    }
  }

  /// The first location, for records and messages.
  package var name: String { configuration.repositories.first ?? "" }

  private static func transport(_ configuration: Configuration, _ world: World) throws -> Transport
  {
    var options = TransportOptions(environment: world.environment, version: ManagerVersion.text)
    if let file = configuration.certificateFile {
      options.authorities = .named(try world.absolute(file), variable: "cacert")
    }
    var locations: [RepositoryLocation] = []
    for text in configuration.repositories { locations.append(try RepositoryLocation(text)) }
    let transport = Transport(locations: locations, options: options)
    let console = world.console
    if console.isVerbose { transport.onRequest = { line in console.detail(line) } }
    return transport
  }

  // MARK: indexes

  /// Refreshes the metadata, and reads the indexes of `channels` that were not read before.
  ///
  /// A channel whose own role or index is refused has its error in the result; the others are not touched by it.
  /// Offline, the indexes are those that were accepted last.
  ///
  /// - Throws: What refused a top-level role, or why nothing could be fetched.
  @discardableResult
  package func refresh(_ channels: [ChannelName]) throws -> ChannelIndexes {
    let missing = channels.filter { !indexes.channels.contains($0) }
    if missing.isEmpty { return indexes }
    let trust = try openTrust()
    guard try trust.load("root.json", limit: Limits.channelIndex) != nil else {
      throw InstallerError.noTrust
    }
    if configuration.isOffline {
      for channel in missing {
        indexes.set(channel, Result { try storedIndex(of: channel, trust) })
      }
      return indexes
    }
    let time = world.clock()
    let metadata = try RepositoryMetadata(transport: transport, keeper: trust, at: time)
    defer { save(metadata) }
    let updater = try Updater(source: metadata, store: metadata, at: time)
    try updater.refresh()
    for channel in missing {
      indexes.set(channel, Result { try fetchIndex(of: channel, updater, trust) })
    }
    metadata.noteChecked(RoleName.topLevel + updater.trusted.targets.keys)
    return indexes
  }

  /// The record of a refresh is for people: a command does not fail for it.
  private func save(_ metadata: RepositoryMetadata) {
    do {
      try metadata.saveRecord()
    } catch {
      world.console.detail("the time of this refresh is not written down: \(error)")
    }
  }

  private func fetchIndex(
    of channel: ChannelName, _ updater: Updater, _ trust: any TrustKeeper
  ) throws -> ChannelIndex {
    let target = try target(of: channel, updater)
    let name = Self.storedName(of: channel)
    if let stored = try trust.load(name, limit: Limits.channelIndex), isTarget(stored, target) {
      return try ChannelIndex(parsing: stored, of: channel)
    }
    let path = "targets/\(target.servedPath)"
    let bytes = try Self.naming("the index of channel '\(channel)'", at: path) {
      try transport.fetch(path, limit: target.length)
    }
    try target.check(bytes)
    let index = try ChannelIndex(parsing: bytes, of: channel)
    try trust.store(name, bytes)
    return index
  }

  /// The channel's index, as its own role signs it: one that another role lists is nobody's.
  private func target(of channel: ChannelName, _ updater: Updater) throws -> TargetInfo {
    guard let target = try updater.targetInfo(for: TargetPath(channel.indexTarget)),
      target.role == RoleName(channel),
      target.length <= Limits.channelIndex
    else { throw InstallerError.emptyChannel(channel) }
    return target
  }

  private func isTarget(_ bytes: [UInt8], _ target: TargetInfo) -> Bool {
    do throws(TrustError) {
      try target.check(bytes)
      return true
    } catch {
      return false
    }
  }

  private func storedIndex(of channel: ChannelName, _ trust: any TrustKeeper) throws -> ChannelIndex
  {
    let name = Self.storedName(of: channel)
    guard let bytes = try trust.load(name, limit: Limits.channelIndex) else {
      throw InstallerError.offline(what: "the index of channel '\(channel)'")
    }
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  static func storedName(of channel: ChannelName) -> String { "index/\(channel).json" }

  // MARK: objects

  /// The manifest of a release, as the channel signs it.
  ///
  /// - Returns: Its bytes as served, and what they say.
  package func manifest(of release: ListedRelease) throws -> (bytes: [UInt8], manifest: Manifest) {
    let bytes = try object(release.entry.manifest, of: "the manifest of \(release.version)")
    let manifest = try Manifest(parsing: bytes)
    let refused = { (problem: String) in
      InstallerError.wrongManifest(release.version, channel: release.channel, problem: problem)
    }
    guard manifest.version == release.version else {
      throw refused("it is the manifest of \(manifest.version)")
    }
    guard manifest.product == release.channel.product else {
      throw refused("it is a release of \(manifest.product.rawValue)")
    }
    return (bytes, manifest)
  }

  /// An object held in memory, its length and digest checked.
  ///
  /// - Parameter subject: What it is, for people: `"the manifest of 1.4.2"`.
  /// - Throws: ``ObjectError``; what the transport says.
  package func object(_ reference: ObjectReference, of subject: String = "an object") throws
    -> [UInt8]
  {
    if configuration.isOffline {
      throw InstallerError.offline(what: subject)
    }
    let bytes = try Self.naming(subject, at: reference.path) {
      try transport.fetch(reference.path, limit: reference.length)
    }
    guard bytes.count == reference.length, Digest.sha256(of: bytes) == reference.digest else {
      transport.report(bad: reference.path)
      throw ObjectError.altered(path: reference.path)
    }
    return bytes
  }

  /// Runs `body`; that the object is not there is told by what it is a part of.
  static func naming<Result>(
    _ subject: String, at path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      guard let failure = error as? FetchError, failure.isNotFound else { throw error }
      throw ObjectError.missing(path: path, subject: subject)
    }
  }
}

extension Repository: ReleaseSource {
  package func index(of channel: ChannelName) throws -> ChannelIndex {
    guard let index = try refresh([channel]).index(of: channel) else {
      throw InstallerError.emptyChannel(channel)
    }
    return index
  }

  package func forEachOlderList(
    of index: ChannelIndex, _ body: ([ChannelIndex.Entry]) throws -> Bool
  ) throws {
    var next = index.older
    while let reference = next {
      let list = try ReleaseList(
        parsing: try object(reference, of: "its list of older releases"))
      guard try body(list.releases) else { return }
      next = list.older
    }
  }
}
