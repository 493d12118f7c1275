package import Host
package import Model
import SystemPackage

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
  /// - Throws: ``FormatError``; ``PublisherError/policyMissing(_:)`` when there is none at all.
  package static func load(from folder: Directory) throws -> Policies {
    var policies: [ChannelName: ChannelPolicy] = [:]
    var texts: [ChannelName: [UInt8]] = [:]
    for channel in ChannelName.allCases {
      let name = "\(channel).toml"
      guard let bytes = try folder.readFileIfPresent(name, limit: ChannelPolicy.longestFile) else {
        continue
      }
      policies[channel] = try ChannelPolicy(
        parsing: bytes, of: channel, path: folder.path.appending(name).string)
      texts[channel] = bytes
    }
    return Policies(policies: policies, texts: texts)
  }

  package subscript(channel: ChannelName) -> ChannelPolicy {
    policies[channel] ?? .builtIn(channel)
  }

  private init(policies: [ChannelName: ChannelPolicy], texts: [ChannelName: [UInt8]]) {
    self.policies = policies
    self.texts = texts
  }
}
