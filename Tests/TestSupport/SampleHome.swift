private import Host
package import Model
package import Store
package import SystemPackage

/// A home in a temporary folder, filled through ``HomeWriter`` as an installation would, with small scripts as programs.
package final class SampleHome {
  package let folder: TemporaryFolder
  package let path: FilePath
  package let home: HomeFolder

  package init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("home")
    home = try HomeFolder.making(path)
  }

  package func writer(_ command: String = "a test") throws -> HomeWriter {
    try HomeWriter(home, command: command) { _ in }
  }

  /// The release that ``install(_:manifest:components:programs:channel:)`` would make of the same values.
  package static func release(
    _ version: String, manifest: String? = nil, components: [ComponentName] = [.stigmer],
    channel: ChannelName = .stable
  ) throws -> (record: ToolchainRecord.Release, tree: TreeIdentifier) {
    let digest = Digest.sample(manifest ?? version)
    let record = ToolchainRecord.Release(
      version: try parsed(version), manifest: digest, components: components, channel: channel,
      repository: "https://releases.example")
    let names = String(decoding: TreeIdentifier.nameBytes(of: components), as: UTF8.self)
    return (record, TreeIdentifier(manifest: digest, componentNames: .sample(names)))
  }

  /// Installs a release whose components each bring the program of their name, and records that `channel` signs it.
  ///
  /// - Parameter manifest: What its digest is made from; two releases with the same text share a tree.
  @discardableResult
  package func install(
    _ version: String, manifest: String? = nil, components: [ComponentName] = [.stigmer],
    channel: ChannelName = .stable
  ) throws -> TreeIdentifier {
    let (record, tree) = try Self.release(
      version, manifest: manifest, components: components, channel: channel)
    let writer = try writer()
    let staged = try home.stagingFolder()
    try build(record, in: staged, as: "tree")
    try writer.place("tree", of: staged, as: tree)
    try writer.nameRelease(record, tree: tree)
    try writer.recordSigned(record.version, manifest: record.manifest, in: channel)
    return tree
  }

  /// Builds a tree as `name` in a staging folder, as an installation does before ``HomeWriter`` places it.
  package func build(
    _ release: ToolchainRecord.Release, in staged: StagingFolder, as name: String
  ) throws {
    try staged.directory.createDirectory(name)
    let tree = try staged.directory.openDirectory(name)
    let bin = try tree.makingDirectory("bin")
    for component in release.components {
      let content = try tree.makingDirectory("components").makingDirectory(component.description)
      let script = "#!/bin/sh\necho \(component) \(release.version)\n"
      try content.writeFile(component.description, Array(script.utf8), mode: 0o755)
      ExecutableFile.settle(content.path.appending(component.description).string)
      try bin.createLink(
        component.description, to: "../components/\(component)/\(component)")
    }
    let record = ToolchainRecord(
      kind: .release(release), installed: Instant(seconds: 1_800_000_000))
    try tree.writeFile(ToolchainRecord.fileName, record.bytes)
  }

  /// Switches a channel to a release that is here.
  package func follow(_ channel: ChannelName, at version: String) throws {
    let manifest = try home.toolchain(named: version)?.release?.manifest
    try writer().switchChannel(
      channel, to: try Self.parsed(version), manifest: manifest ?? .sample(version),
      at: Instant(seconds: 1_800_000_000))
  }

  /// Links programs of this machine, by name and absolute path, as the toolchain `name`.
  package func link(_ name: String, programs: [String: String]) throws {
    let writer = try writer()
    let staged = try home.stagingFolder()
    let built = try staged.directory.makingDirectory("built")
    let bin = try built.makingDirectory("bin")
    for (program, path) in programs { try bin.createLink(program, to: path) }
    let record = ToolchainRecord(
      kind: .linked(.init(name: name, folder: nil)), installed: Instant(seconds: 1_800_000_000))
    try built.writeFile(ToolchainRecord.fileName, record.bytes)
    try writer.nameLinked(name, built: "built", in: staged)
  }

  package static func parsed(_ version: String) throws -> Version {
    guard let parsed = Version(version) else {
      throw FormatError(document: "a test", path: version, problem: "is not a version")
    }
    return parsed
  }
}
