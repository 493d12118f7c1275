package import Model

/// `toolchain.json` in a tree or a linked build: what it is, and where it came from.
package struct ToolchainRecord: Sendable, Equatable {
  package static let schema = 1
  package static let fileName = "toolchain.json"

  package enum Kind: Sendable, Equatable {
    case release(Release)
    case linked(Linked)
  }

  package struct Release: Sendable, Equatable {
    package var version: Version
    package var manifest: Digest
    package var components: [ComponentName]
    /// The channel that it was installed from.
    package var channel: ChannelName
    package var repository: String

    package init(
      version: Version, manifest: Digest, components: [ComponentName], channel: ChannelName,
      repository: String
    ) {
      self.version = version
      self.manifest = manifest
      self.components = components
      self.channel = channel
      self.repository = repository
    }
  }

  package struct Linked: Sendable, Equatable {
    package var name: String
    /// The folder that was linked; `nil` when programs were named one by one.
    package var folder: String?

    package init(name: String, folder: String?) {
      self.name = name
      self.folder = folder
    }
  }

  package var kind: Kind
  package var installed: Instant

  package init(kind: Kind, installed: Instant) {
    self.kind = kind
    self.installed = installed
  }

  package init(parsing bytes: [UInt8], path: String) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "'\(path)'")
    installed = try root.required("installed").instant()
    switch try root.required("kind").string() {
    case "release":
      var components: [ComponentName] = []
      for element in try root.required("components").elements(limit: 1000) {
        components.append(try element.parsed("a component's name") { ComponentName($0) })
      }
      kind = .release(
        Release(
          version: try root.required("version").version(),
          manifest: try root.required("manifest").digest(),
          components: components,
          channel: try root.required("channel").parsed("a channel") { ChannelName(rawValue: $0) },
          repository: try root.required("repository").string()))
    case "linked":
      kind = .linked(
        Linked(
          name: try root.required("name").string(), folder: try root.optional("folder")?.string()))
    default: throw root.problem("is of a kind that this stigmerup does not know")
    }
  }

  package var bytes: [UInt8] {
    var fields: [(String, JSON?)] = [
      ("schema", .integer(Self.schema)), ("installed", .string(installed.description)),
    ]
    switch kind {
    case .release(let release):
      fields += [
        ("kind", "release"), ("version", .string(release.version.description)),
        ("manifest", .string(release.manifest.hex)),
        ("components", .array(release.components.map { .string($0.description) })),
        ("channel", .string(release.channel.rawValue)), ("repository", .string(release.repository)),
      ]
    case .linked(let linked):
      fields += [
        ("kind", "linked"), ("name", .string(linked.name)),
        ("folder", linked.folder.map { .string($0) }),
      ]
    }
    return Array(JSON.fields(fields).pretty.utf8)
  }
}
