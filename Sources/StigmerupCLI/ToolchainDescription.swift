import Installer
import Model
import Store
import SystemPackage

/// One toolchain of this home as `list` and `show` tell it.
struct ToolchainDescription {
  let toolchain: InstalledToolchain
  /// The channels that point to it here.
  let channels: [ChannelName]
  /// Those of them that a rollback holds there.
  let held: [ChannelName]
  let isDefault: Bool
  /// The names in its `bin/`.
  let programs: [String]
  let path: FilePath

  static func all(in home: HomeFolder) throws -> [ToolchainDescription] {
    var releases: [(channel: ChannelName, version: Version)] = []
    for channel in ChannelName.selectable {
      if let version = try home.release(of: channel) { releases.append((channel, version)) }
    }
    let held = try ChannelName.selectable.filter { try home.hold(of: $0) != nil }
    let chosen = DefaultText(home)
    return try home.toolchains().map { toolchain in
      let version = toolchain.release?.version
      let channels = releases.filter { $0.version == version }.map(\.channel)
      return ToolchainDescription(
        toolchain: toolchain, channels: channels,
        held: channels.filter(held.contains),
        isDefault: toolchain.name == (chosen.version ?? chosen.selector),
        programs: try home.programs(of: toolchain.place),
        path: home.path.appending(toolchain.place.path))
    }
  }

  /// A release without a runner of its own (DESIGN section 4).
  var isCommandLineOnly: Bool {
    toolchain.release.map { !$0.components.contains(.agentRunner) } ?? false
  }

  /// `stable (held), default`
  var roles: String {
    (channels.map { held.contains($0) ? "\($0) (held)" : $0.rawValue }
      + (isDefault ? ["default"] : [])).joined(separator: ", ")
  }

  /// What it brings, for people.
  func content(_ context: Context) -> String {
    switch toolchain.record.kind {
    case .release(let release):
      let names = release.components.map(\.description).joined(separator: ", ")
      return isCommandLineOnly ? "\(names) (CLI only)" : names
    case .linked(let linked):
      let names = programs.joined(separator: ", ")
      return "linked"
        + (linked.folder.map { " to \(context.tilde($0))" } ?? "")
        + " (\(Printable.escaped(names)))"
    }
  }

  var json: JSON {
    let release = toolchain.release
    var folder: String?
    if case .linked(let linked) = toolchain.record.kind { folder = linked.folder }
    return .fields([
      ("name", .string(toolchain.name)),
      ("kind", .string(release == nil ? "linked" : "release")),
      ("version", release.map { .string($0.version.description) }),
      ("channels", .array(channels.map { .string($0.rawValue) })),
      ("held", .array(held.map { .string($0.rawValue) })),
      ("default", .boolean(isDefault)),
      ("components", release.map { .array($0.components.map { .string($0.description) }) }),
      ("programs", .array(programs.map { .string($0) })),
      ("cli-only", .boolean(isCommandLineOnly)),
      ("manifest", release.map { .string($0.manifest.hex) }),
      ("folder", folder.map { .string($0) }),
      ("installed", .string(toolchain.record.installed.description)),
      ("path", .string(path.string)),
    ])
  }
}
