package import Model
package import Selection

/// Finds the release that a selector means in what the channels sign (DESIGN section 4, "Selectors").
///
/// A bare or partial version is asked of `stable`; then of `beta` and `dev`, where this home follows them or the user
/// named one. A yanked release is never selected afresh, except by its exact version; a partial version never
/// selects a pre-release.
package struct ReleaseLocator {
  private let source: any ReleaseSource
  private let followed: [ChannelName]
  /// From `--from`: then no other channel is asked.
  private let from: ChannelName?

  package init(source: any ReleaseSource, followed: [ChannelName], from: ChannelName? = nil) {
    self.source = source
    self.followed = followed
    self.from = from
  }

  /// The channels to ask for a selector, in order.
  package static func channels(
    for selector: ToolchainSelector, followed: [ChannelName], from: ChannelName? = nil
  ) -> [ChannelName] {
    switch selector {
    case .channel(let channel): [ChannelName(channel)]
    case .latest: [.stable]
    case .devDay, .devCommit: [.dev]
    case .linked: []
    case .version, .partial:
      if let from {
        [from]
      } else {
        ChannelName.selectable.filter { $0 == .stable || followed.contains($0) }
      }
    }
  }

  /// - Throws: ``InstallerError``; what the source throws for a channel that is to be asked.
  package func locate(_ selector: ToolchainSelector) throws -> ListedRelease {
    let channels = Self.channels(for: selector, followed: followed, from: from)
    for channel in channels {
      if let found = try find(selector, in: channel) {
        return ListedRelease(channel: channel, entry: found)
      }
    }
    switch selector {
    case .linked(let name): throw InstallerError.linkedNotHere(name.description)
    case .channel, .latest: throw InstallerError.emptyChannel(channels.first ?? .stable)
    default:
      throw InstallerError.notListed(
        selector: selector.text.description, asked: channels,
        suggestion: try suggestion(for: selector, asked: channels))
    }
  }

  private func find(_ selector: ToolchainSelector, in channel: ChannelName) throws
    -> ChannelIndex.Entry?
  {
    switch selector {
    case .channel, .latest: return try source.index(of: channel).currentEntry
    case .version(let name):
      guard let version = Version(name.bytes.description) else { return nil }
      return try source.firstRelease(in: channel) { $0.version == version }
    case .partial(let partial):
      return try newest(in: channel) { entry in
        entry.yanked == nil && partial.matches(entry.version)
      }
    case .devDay(let day):
      return try newest(in: channel) { entry in
        entry.yanked == nil && entry.published.date == day.description
      }
    case .devCommit(let commit):
      return try source.firstRelease(in: channel) { entry in
        entry.version.build.contains {
          $0.hasPrefix("g") && $0.dropFirst().hasPrefix(commit.description)
        }
      }
    case .linked: return nil
    }
  }

  private func newest(
    in channel: ChannelName, where matches: (ChannelIndex.Entry) -> Bool
  ) throws -> ChannelIndex.Entry? {
    try source.releases(in: channel).filter(matches).max { $0.version < $1.version }
  }

  /// The channel not asked that has it, or the version that was meant.
  private func suggestion(for selector: ToolchainSelector, asked: [ChannelName]) throws -> String? {
    let text = selector.text.description
    let listed = try asked.flatMap { try source.releases(in: $0) }.map(\.version).sorted(by: >)
    if let close = listed.first(where: { $0.description.hasPrefix(text) }) {
      return "did you mean \(close)? stigmerup install \(close)"
    }
    if let newest = listed.first(where: { !$0.isPrerelease }) ?? listed.first {
      // Only where more than one channel could have been asked, and one was not.
      let unasked =
        from == nil && asked.contains(.stable)
        ? ChannelName.selectable.first { !asked.contains($0) } : nil
      let other = unasked.map { "; another channel is asked with --from \($0)" } ?? ""
      return "the newest there is \(newest); all of them: stigmerup list --available\(other)"
    }
    return nil
  }
}

extension PartialVersion {
  /// Whether a release proper begins with these numbers.
  package func matches(_ version: Version) -> Bool {
    guard !version.isPrerelease, let name = VersionName(ByteString(version.description)) else {
      return false
    }
    return matches(name)
  }
}

extension ChannelName {
  /// - Returns: `did you mean 'stable'?`, for a word that is nearly a channel's name.
  static func hint(for word: String) -> String? {
    Suggestion.nearest(to: word, among: selectable.map(\.rawValue) + ["latest"])
      .map { "did you mean '\($0)'?" }
  }

  package init(_ channel: Channel) {
    switch channel {
    case .stable: self = .stable
    case .beta: self = .beta
    case .dev: self = .dev
    }
  }

  /// The same for the rules of selection; `nil` for the manager's own channel.
  package var forSelection: Channel? {
    switch self {
    case .stable: .stable
    case .beta: .beta
    case .dev: .dev
    case .stigmerup: nil
    }
  }
}
