package import Model
package import Selection
package import Store

/// What this home saw of the channels when it last looked: their verified indexes, read from disk. It asks nobody, so it
/// serves offline, and may be old.
package struct SeenReleases {
  private let home: HomeFolder

  package init(_ home: HomeFolder) { self.home = home }

  /// - Returns: Why `selector` selects nothing in what was seen; `nil` when it does, and when nobody can tell: a channel
  ///   to be asked was never looked at.
  package func objection(to selector: ToolchainSelector) throws -> InstallerError? {
    let followed = try home.followedChannels()
    let source = StoredIndexes(StoredTrust(home))
    do {
      _ = try ReleaseLocator(source: source, followed: followed).locate(selector)
      return nil
    } catch let error as InstallerError {
      switch error {
      case .notListed(let selector, let asked, _):
        return .notSeen(selector: selector, asked: asked, newest: try source.newest(in: asked))
      case .emptyChannel: return error
      default: return nil
      }
    } catch is FormatError {
      return nil
    }
  }
}

/// The newest releases of each channel, as they were stored; the lists of older ones are not kept.
private struct StoredIndexes: ReleaseSource {
  private let trust: StoredTrust

  init(_ trust: StoredTrust) { self.trust = trust }

  func index(of channel: ChannelName) throws -> ChannelIndex {
    let file = Repository.storedName(of: channel)
    guard let bytes = try trust.load(file, limit: Limits.channelIndex) else {
      throw InstallerError.offline(what: "the index of channel '\(channel)'")
    }
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  func newest(in channels: [ChannelName]) throws -> Version? {
    let versions = try channels.flatMap { try index(of: $0).releases.map(\.version) }
    return versions.filter { !$0.isPrerelease }.max() ?? versions.max()
  }

  func forEachOlderList(
    of index: ChannelIndex, _ body: ([ChannelIndex.Entry]) throws -> Bool
  ) throws {}
}
