package import Host
package import Model
private import SystemPackage

/// A home with its lock held: the only way to change one. Every change is one rename, flushed; so a process that is
/// killed at any instant leaves the old state or the new one.
package final class HomeWriter {
  package let home: HomeFolder
  let staging: Directory
  private let lock: FileLock

  /// Takes the lock, waiting while another process has it, and sweeps what a crash left.
  ///
  /// - Parameters:
  ///   - command: What runs, for those who wait for it.
  ///   - onWait: Called with the process and command waited for.
  /// - Throws: ``StoreError`` when the home is another user's or open to others; ``HostError``.
  package init(
    _ home: HomeFolder, command: String, onWait: (String) -> Void
  ) throws {
    try Self.checkOwner(of: home)
    self.home = home
    lock = try FileLock.take("lock", in: home.root, owner: command, onWait: onWait)
    staging = try home.root.makingDirectory("staging")
    try StagingFolder.sweep(staging)
  }

  /// Whoever else can write to a home can choose what its owner runs.
  package static func checkOwner(of home: HomeFolder) throws {
    let status = try home.root.status()
    guard status.owner == Machine.effectiveUser else {
      throw StoreError.ownedByAnother(home: home.path.string, owner: status.owner)
    }
    guard status.mode & 0o022 == 0 else {
      throw StoreError.writableByOthers(home: home.path.string)
    }
  }

  func folder(_ name: String) throws(HostError) -> Directory {
    try home.root.makingDirectory(name)
  }

  // MARK: channels and the default

  /// Points a channel's link to a release, after writing down the new generation.
  ///
  /// - Parameter isHeld: Whether `update` leaves the channel there.
  package func switchChannel(
    _ channel: ChannelName, to version: Version, manifest: Digest, at time: Instant,
    isHeld: Bool = false
  ) throws(HostError) {
    let last = try home.generations(of: channel).last
    try append(
      Generation(
        number: (last?.number ?? 0) + 1, time: time, version: version, manifest: manifest,
        isHeld: isHeld),
      to: channel)
    try folder("channels")
      .replaceLink(channel.rawValue, to: "../toolchains/\(version)", staging: staging)
  }

  func append(_ generation: Generation, to channel: ChannelName) throws(HostError) {
    let folder = try folder("generations")
    let file = try folder.openOrCreateFile(channel.rawValue)
    try file.seekToEnd()
    try file.write(Array(generation.line.utf8))
    try file.flush()
    try folder.flush()
  }

  package func removeChannel(_ channel: ChannelName) throws(HostError) {
    let channels = try folder("channels")
    try channels.removeFile(channel.rawValue)
    try channels.flush()
  }

  /// - Parameter target: `channels/beta`, `toolchains/1.4.2` or `select/1.4`; `nil` removes the default.
  package func setDefault(_ target: String?) throws(HostError) {
    // A link cannot take a folder's place; stigmerup never puts one there.
    if try home.root.status("default")?.kind == .directory {
      try discard("default", from: home.root)
    }
    if let target {
      try home.root.replaceLink("default", to: target, staging: staging)
    } else {
      try home.root.removeFile("default")
      try home.root.flush()
    }
  }

  // MARK: files

  package func save(_ overrides: Overrides) throws(HostError) {
    try home.root.replaceFile("overrides", with: overrides.bytes, staging: staging)
  }

  package func saveSettings(_ text: String) throws(HostError) {
    try home.root.replaceFile("settings.toml", with: Array(text.utf8), staging: staging)
  }

  /// Replaces a file at the home's top, such as `env`.
  package func saveFile(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(HostError) {
    try home.root.replaceFile(name, with: bytes, mode: mode, staging: staging)
  }
}
