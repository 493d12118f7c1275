package import Model
private import Settings

/// What a channel demands of its releases and of its role: `channels/<channel>.toml`, kept with the keys, never served.
package struct ChannelPolicy: Sendable, Equatable {
  package static let longestFile = 64 << 10

  /// Where it stands, for messages.
  package let path: String
  /// How long a signature of the channel's role lasts.
  package var expiresDays: Int
  /// How many keys must sign.
  package var threshold = 1
  /// The channels that a release may come from; `nil` for any.
  package var promoteFrom: [ChannelName]?
  /// Whether a release may come from no channel.
  package var allowsDirectPublishing = true
  package var requiredComponents: [ComponentName] = []
  package var requiredPlatforms: [Platform] = []
  /// Platforms whose absence is mentioned and no more.
  package var warnPlatforms: [Platform] = []
  /// The most bytes on the wire, by component, for one platform.
  package var sizeBudget: [ComponentName: Int] = [:]

  /// Nothing required, one key, direct publishing.
  package static func builtIn(_ channel: ChannelName) -> ChannelPolicy {
    ChannelPolicy(path: "the built-in policy", channel)
  }

  private init(path: String, _ channel: ChannelName) {
    self.path = path
    expiresDays =
      switch channel {
      case .stable, .stigmerup: 180
      case .beta: 90
      case .dev: 30
      }
  }

  /// - Parameters:
  ///   - channel: Its built-in policy has the values that the file leaves out.
  ///   - path: For messages.
  /// - Throws: `FormatError` with the line or key.
  package init(parsing bytes: [UInt8], of channel: ChannelName, path: String) throws(FormatError) {
    self.init(path: path, channel)
    let root = try TOMLDocument.parse(bytes, document: "'\(path)'")
    var directPublishing: Bool?
    for (name, field) in try root.namedFields() {
      switch name {
      case "expires-days": expiresDays = try field.integer(in: 1...3650)
      case "threshold": threshold = try field.integer(in: 1...32)
      case "promote-from": promoteFrom = try Self.sources(field, of: channel)
      case "direct-publish": directPublishing = try field.boolean()
      case "required-components":
        requiredComponents = try Self.list(field, "a component's name") { ComponentName($0) }
      case "required-platforms":
        requiredPlatforms = try Self.list(field, "a platform such as linux-amd64") { Platform($0) }
      case "warn-platforms":
        warnPlatforms = try Self.list(field, "a platform such as linux-amd64") { Platform($0) }
      case "size-budget": sizeBudget = try Self.sizes(field)
      default:
        throw FormatError(
          document: "'\(path)'", path: name, problem: "is not something a policy says",
          hint: "it may say \(Self.keys.joined(separator: ", "))")
      }
    }
    allowsDirectPublishing = directPublishing ?? (promoteFrom == nil)
    guard allowsDirectPublishing || promoteFrom != nil else {
      throw FormatError(
        document: "'\(path)'", path: "direct-publish",
        problem: "is false, and 'promote-from' names no channel: nothing could ever be published")
    }
  }

  private static let keys = [
    "expires-days", "threshold", "promote-from", "direct-publish", "required-components",
    "required-platforms", "warn-platforms", "size-budget",
  ]

  private static func sources(_ field: Field, of channel: ChannelName) throws(FormatError)
    -> [ChannelName]
  {
    let possible = ChannelName.allCases.filter { $0.product == channel.product && $0 != channel }
    let names = possible.map(\.rawValue).joined(separator: ", ")
    guard !possible.isEmpty else {
      throw field.problem("means nothing: no other channel has releases for '\(channel)'")
    }
    let sources = try list(field, "one of \(names)") { text in
      possible.first { $0.rawValue == text }
    }
    guard !sources.isEmpty else { throw field.problem("should name one of \(names)") }
    return sources
  }

  private static func sizes(_ field: Field) throws(FormatError) -> [ComponentName: Int] {
    var sizes: [ComponentName: Int] = [:]
    for (name, size) in try field.namedFields() {
      guard let component = ComponentName(name) else {
        throw size.problem("is not a component's name")
      }
      sizes[component] = try size.integer(in: 1...Limits.artifact)
    }
    return sizes
  }

  private static func list<Element>(
    _ field: Field, _ kind: String, _ parse: (String) -> Element?
  ) throws(FormatError) -> [Element] {
    var elements: [Element] = []
    for element in try field.elements(limit: 100) {
      elements.append(try element.parsed(kind, parse))
    }
    return elements
  }
}

extension ChannelPolicy {
  /// - Parameter source: The channel it comes from; `nil` for direct publishing.
  /// - Returns: What is mentioned and no more.
  /// - Throws: ``PublisherError/policyBroken(channel:key:file:problem:)``.
  package func check(
    _ manifest: Manifest, to channel: ChannelName, from source: ChannelName?
  ) throws(PublisherError) -> [String] {
    let broken = { (key: String, problem: String) in
      PublisherError.policyBroken(channel: channel, key: key, file: path, problem: problem)
    }
    switch source {
    case nil:
      guard allowsDirectPublishing else {
        throw broken(
          promoteFrom == nil ? "direct-publish" : "promote-from",
          "releases are promoted to it from \(sourceNames), and never published directly")
      }
    case let source?:
      guard promoteFrom?.contains(source) ?? true else {
        throw broken("promote-from", "releases come from \(sourceNames), not from '\(source)'")
      }
    }
    try checkParts(of: manifest, broken)
    return warnPlatforms.filter { !manifest.platforms.contains($0) }
      .map { "it brings nothing for \($0) (warn-platforms)" }
  }

  private func checkParts(
    of manifest: Manifest, _ broken: (String, String) -> PublisherError
  ) throws(PublisherError) {
    for component in requiredComponents where manifest.components[component] == nil {
      throw broken("required-components", "it lacks the component '\(component)'")
    }
    let components =
      requiredComponents.isEmpty ? Array(manifest.components.keys) : requiredComponents
    for platform in requiredPlatforms {
      for component in components.sorted()
      where manifest.components[component]?.artifacts[platform] == nil {
        throw broken("required-platforms", "it lacks '\(component)' for \(platform)")
      }
    }
    for (component, budget) in sizeBudget.sorted(by: { $0.key < $1.key }) {
      let artifacts = manifest.components[component]?.artifacts ?? [:]
      for (platform, artifact) in artifacts.sorted(by: { $0.key < $1.key })
      where artifact.object.length > budget {
        throw broken(
          "size-budget.\(component)",
          "'\(component)' for \(platform) takes \(ByteCount.text(artifact.object.length)), "
            + "and may take \(ByteCount.text(budget))")
      }
    }
  }

  private var sourceNames: String {
    (promoteFrom ?? []).map { "'\($0)'" }.joined(separator: " or ")
  }
}
