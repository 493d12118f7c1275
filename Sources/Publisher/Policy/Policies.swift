package import Host
package import Model
private import SystemPackage
package import Trust

/// The policies of all channels, with the text that each file has.
package struct Policies: Sendable {
  package static let folderName = "policies"

  /// How long the signatures of the top-level roles last, in days.
  package static let rootDays = 365
  package static let targetsDays = 180
  package static let onlineDays = 14

  private let policies: [ChannelName: ChannelPolicy]
  /// By channel, for those that were read from a file.
  package let texts: [ChannelName: [UInt8]]

  package static let builtIn = Policies(policies: [:], texts: [:])

  /// The policies in `folder`, one file a channel; a channel without a file has the built-in one.
  ///
  /// - Throws: `FormatError`; ``PublisherError`` when there is none at all, or one of no channel.
  package static func load(from folder: Directory) throws -> Policies {
    var policies: [ChannelName: ChannelPolicy] = [:]
    var texts: [ChannelName: [UInt8]] = [:]
    for name in try folder.names() where name.hasSuffix(".toml") {
      let path = folder.path.appending(name).string
      guard let channel = ChannelName(rawValue: String(name.dropLast(".toml".count))) else {
        throw PublisherError.policyOfNoChannel(path)
      }
      let bytes = try folder.readFile(name, limit: ChannelPolicy.longestFile)
      policies[channel] = try ChannelPolicy(parsing: bytes, of: channel, path: path)
      texts[channel] = bytes
    }
    guard !policies.isEmpty else { throw PublisherError.noPolicies(folder.path.string) }
    return Policies(policies: policies, texts: texts)
  }

  /// Those kept with the keys; the built-in ones where there are none.
  package static func load(beside keys: Directory) throws -> Policies {
    guard try keys.status(folderName) != nil else { return .builtIn }
    return try load(from: keys.openDirectory(folderName))
  }

  package subscript(channel: ChannelName) -> ChannelPolicy {
    policies[channel] ?? .builtIn(channel)
  }

  /// How long a signature of a role lasts.
  package func days(of role: RoleName) -> Int {
    if let channel = ChannelName(rawValue: role.description) { return self[channel].expiresDays }
    switch role {
    case .root: return Self.rootDays
    case .targets: return Self.targetsDays
    default: return Self.onlineDays
    }
  }

  private init(policies: [ChannelName: ChannelPolicy], texts: [ChannelName: [UInt8]]) {
    self.policies = policies
    self.texts = texts
  }
}
