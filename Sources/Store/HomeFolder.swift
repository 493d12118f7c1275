package import Host
package import Model
package import Selection
package import SystemPackage

/// A home on this machine, read: DESIGN section 5. Nothing here writes, so it serves a read-only home.
package final class HomeFolder: Sendable {
  package let root: Directory

  private init(root: Directory) { self.root = root }

  /// `STIGMERUP_HOME`, else `~/.stigmerup`.
  package static func path(in world: World) throws(StoreError) -> FilePath {
    if let text = world.environment.nonEmpty("STIGMERUP_HOME") {
      guard text.hasPrefix("/") else { throw .relativeHome(text) }
      return FilePath(text).lexicallyNormalized()
    }
    guard let userHome = world.userHome else {
      throw world.environment.nonEmpty("HOME").map { .relativeUserHome($0) } ?? .noHomeVariable
    }
    return userHome.appending(".stigmerup")
  }

  /// - Returns: `nil` when there is no folder at `path`.
  package static func open(_ path: FilePath) throws(HostError) -> HomeFolder? {
    do throws(HostError) {
      return HomeFolder(root: try Directory(path))
    } catch  where error.isNotFound {
      return nil
    }
  }

  package static func making(_ path: FilePath) throws(HostError) -> HomeFolder {
    HomeFolder(root: try Directory.making(path))
  }

  package var path: FilePath { root.path }

  /// What stigmerup makes at a home's top; anything else there is somebody else's.
  private static let ownNames: Set<String> = [
    "bin", "channels", "default", "downloads", "env", "env.fish", "generations", "linked", "lock",
    "overrides", "self", "settings.toml", "signed", "staging", "toolchains", "trees", "trust",
    "used",
  ]

  /// The names at its top that are not stigmerup's, in byte order.
  package func foreignNames() throws(HostError) -> [String] {
    try root.names().filter { !Self.ownNames.contains($0) }
  }

  /// The same home for the rules of selection; `nil` only for a relative path.
  package var forSelection: Home? { Home(ByteString(path.string)) }

  /// A folder to build something in, before it is moved into its place.
  package func stagingFolder() throws(HostError) -> StagingFolder {
    try StagingFolder(in: try root.makingDirectory("staging"))
  }

  // MARK: toolchains

  /// All toolchains that are here, releases by version (newest first), then linked builds by name.
  ///
  /// A link that leads nowhere, or a tree without its record, is left out: `doctor` finds those.
  package func toolchains() throws(HostError) -> [InstalledToolchain] {
    guard let folder = try folder("toolchains") else { return [] }
    var found: [InstalledToolchain] = []
    for name in try folder.names() {
      if let toolchain = try toolchain(named: name) { found.append(toolchain) }
    }
    return found.sorted { left, right in
      switch (left.release?.version, right.release?.version) {
      case (let one?, let other?): one > other
      case (nil, nil): left.name < right.name
      case (let one, _): one != nil
      }
    }
  }

  /// - Returns: `nil` when no toolchain of that name is here, or none that is whole.
  package func toolchain(named name: String) throws(HostError) -> InstalledToolchain? {
    guard let place = try place(of: name) else { return nil }
    guard let record = try record(at: place) else { return nil }
    return InstalledToolchain(name: name, place: place, record: record)
  }

  package func place(of name: String) throws(HostError) -> InstalledToolchain.Place? {
    guard let target = try linkTarget("toolchains/\(name)") else { return nil }
    return Self.place(target)
  }

  private static func place(_ target: String) -> InstalledToolchain.Place? {
    if target.hasPrefix("../trees/"), let identifier = TreeIdentifier(String(target.dropFirst(9))) {
      return .tree(identifier)
    }
    if target.hasPrefix("../linked/") { return .linked(String(target.dropFirst(10))) }
    return nil
  }

  package func record(at place: InstalledToolchain.Place) throws(HostError) -> ToolchainRecord? {
    let file = "\(place.path)/\(ToolchainRecord.fileName)"
    guard let bytes = try root.readFileIfPresent(file, limit: 1 << 20) else { return nil }
    // A record that cannot be read makes the toolchain count as absent; installing mends it.
    return try? ToolchainRecord(parsing: bytes, path: file)
  }

  /// The names in the `bin/` of a toolchain.
  package func programs(of place: InstalledToolchain.Place) throws(HostError) -> [String] {
    guard let folder = try folder("\(place.path)/bin") else { return [] }
    return try folder.names()
  }

  // MARK: channels and the default

  /// The release that a channel points to here.
  package func release(of channel: ChannelName) throws(HostError) -> Version? {
    guard let target = try linkTarget("channels/\(channel)"), target.hasPrefix("../toolchains/")
    else { return nil }
    return Version(String(target.dropFirst(14)))
  }

  /// The channels that this home follows, in the order of consultation.
  package func followedChannels() throws(HostError) -> [ChannelName] {
    var followed: [ChannelName] = []
    for channel in ChannelName.selectable where try release(of: channel) != nil {
      followed.append(channel)
    }
    return followed
  }

  /// What `default` selects, as a person would type it; `nil` when there is none.
  package func defaultSelector() throws(HostError) -> String? {
    guard let target = try linkTarget("default") else { return nil }
    for prefix in ["channels/", "toolchains/", "select/"] where target.hasPrefix(prefix) {
      return String(target.dropFirst(prefix.count))
    }
    return nil
  }

  /// The manifest that a channel's verified index was seen to list under `version`.
  package func signedManifest(of version: Version, in channel: ChannelName) throws(HostError)
    -> Digest?
  {
    try linkTarget("signed/\(channel)/\(version)").flatMap { Digest(hex: $0) }
  }

  // MARK: files

  package func overrides() throws(HostError) -> Overrides {
    Overrides(parsing: try root.readFileIfPresent("overrides", limit: Overrides.longestFile) ?? [])
  }

  package func generations(of channel: ChannelName) throws(HostError) -> [Generation] {
    Generation.list(
      parsing: try root.readFileIfPresent("generations/\(channel)", limit: 64 << 20) ?? [])
  }

  /// - Returns: `nil` when there is none.
  package func folder(_ name: String) throws(HostError) -> Directory? {
    do throws(HostError) {
      return try root.openDirectory(name)
    } catch  where error.isNotFound {
      return nil
    }
  }

  /// The text of a link; `nil` when it is missing or something else stands in its place.
  func linkTarget(_ name: String) throws(HostError) -> String? {
    do throws(HostError) {
      return try root.readLink(name)
    } catch  where error.isNotALink {
      return nil
    }
  }
}
