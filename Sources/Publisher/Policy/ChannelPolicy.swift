package import Model
private import Settings

/// What a channel demands of its releases and of its role: `channels/<channel>.toml`, kept with the keys, never served.
package struct ChannelPolicy: Sendable, Equatable {
  package static let longestFile = 64 << 10

  /// How long a signature of the channel's role lasts.
  package var expiresDays: Int
  /// How many keys must sign.
  package var threshold: Int
  /// The channels that a release may come from; `nil` allows to publish directly, and to promote from anywhere.
  package var promoteFrom: [ChannelName]?
  package var requiredComponents: [ComponentName]
  package var requiredPlatforms: [Platform]
  /// Platforms whose absence is mentioned and no more.
  package var warnPlatforms: [Platform]
  /// The most bytes on the wire, by component.
  package var sizeBudget: [ComponentName: Int]

  /// Nothing required, one key, direct publishing.
  package static func builtIn(_ channel: ChannelName) -> ChannelPolicy {
    let days =
      switch channel {
      case .stable, .stigmerup: 180
      case .beta: 90
      case .dev: 30
      }
    return ChannelPolicy(
      expiresDays: days, threshold: 1, promoteFrom: nil, requiredComponents: [],
      requiredPlatforms: [], warnPlatforms: [], sizeBudget: [:])
  }

  /// - Parameters:
  ///   - channel: Its built-in policy has the values that the file leaves out.
  ///   - path: For messages.
  /// - Throws: ``FormatError`` with the line or key.
  package init(parsing bytes: [UInt8], of channel: ChannelName, path: String) throws(FormatError) {
    self = .builtIn(channel)
    let root = try TOMLDocument.parse(bytes, document: path)
    for (name, field) in try root.namedFields() {
      switch name {
      case "expires-days": expiresDays = try field.integer(in: 1...3650)
      case "threshold": threshold = try field.integer(in: 1...32)
      case "promote-from":
        promoteFrom = try Self.list(field, "a channel") { ChannelName(rawValue: $0) }
      case "required-components":
        requiredComponents = try Self.list(field, "a component's name") { ComponentName($0) }
      case "required-platforms":
        requiredPlatforms = try Self.list(field, "a platform such as linux-amd64") { Platform($0) }
      case "warn-platforms":
        warnPlatforms = try Self.list(field, "a platform such as linux-amd64") { Platform($0) }
      case "size-budget":
        for (name, size) in try field.namedFields() {
          guard let component = ComponentName(name) else {
            throw size.problem("is not a component's name")
          }
          sizeBudget[component] = try size.integer(in: 1...Limits.artifact)
        }
      default:
        throw FormatError(
          document: path, path: name, problem: "is not something a policy says",
          hint: "expires-days, threshold, promote-from, required-components, required-platforms, "
            + "warn-platforms, size-budget")
      }
    }
  }

  private init(
    expiresDays: Int, threshold: Int, promoteFrom: [ChannelName]?,
    requiredComponents: [ComponentName], requiredPlatforms: [Platform], warnPlatforms: [Platform],
    sizeBudget: [ComponentName: Int]
  ) {
    self.expiresDays = expiresDays
    self.threshold = threshold
    self.promoteFrom = promoteFrom
    self.requiredComponents = requiredComponents
    self.requiredPlatforms = requiredPlatforms
    self.warnPlatforms = warnPlatforms
    self.sizeBudget = sizeBudget
  }

  private static func list<Element>(
    _ field: Field, _ kind: String, _ parse: (String) -> Element?
  ) throws(FormatError) -> [Element] {
    var list: [Element] = []
    for element in try field.elements(limit: 100) { list.append(try element.parsed(kind, parse)) }
    return list
  }
}

extension ChannelPolicy {
  /// - Parameter source: The channel that the release is promoted from; `nil` for direct publishing.
  /// - Returns: What is only mentioned.
  /// - Throws: ``PublisherError/policyBroken(channel:line:problem:)`` for the first demand that is not met.
  package func check(
    _ manifest: Manifest, to channel: ChannelName, from source: ChannelName?
  ) throws(PublisherError) -> [String] {
    let broken = { (line: String, problem: String) in
      PublisherError.policyBroken(channel: channel, line: line, problem: problem)
    }
    if let promoteFrom, !(source.map(promoteFrom.contains) ?? promoteFrom.isEmpty) {
      let line = "promote-from = [\(promoteFrom.map { "\"\($0)\"" }.joined(separator: ", "))]"
      throw broken(
        line,
        source.map { "releases do not come from '\($0)'" }
          ?? "releases are promoted, not published directly")
    }
    for component in requiredComponents where manifest.components[component] == nil {
      throw broken("required-components", "it lacks the component '\(component)'")
    }
    let components = requiredComponents.isEmpty ? Array(manifest.components.keys) : requiredComponents
    for platform in requiredPlatforms {
      for component in components.sorted()
      where manifest.components[component]?.artifacts[platform] == nil {
        throw broken("required-platforms", "it lacks '\(component)' for \(platform)")
      }
    }
    for (component, budget) in sizeBudget.sorted(by: { $0.key < $1.key }) {
      for (platform, artifact) in manifest.components[component]?.artifacts ?? [:]
      where artifact.object.length > budget {
        throw broken(
          "size-budget.\(component) = \(budget)",
          "'\(component)' for \(platform) takes \(artifact.object.length) bytes")
      }
    }
    return warnPlatforms.filter { !manifest.platforms.contains($0) }
      .map { "it brings nothing for \($0) (warn-platforms)" }
  }
}
