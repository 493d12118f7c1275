package import Model

/// Where a ``ReleaseLocator`` looks: verified indexes, and the lists of older releases that they name.
package protocol ReleaseSource {
  /// - Throws: What refused the channel's role or index.
  func index(of channel: ChannelName) throws -> ChannelIndex

  /// The releases of a channel before those in `index`, newest list first; `body` returns whether to go on.
  func forEachOlderList(
    of index: ChannelIndex, _ body: ([ChannelIndex.Entry]) throws -> Bool
  ) throws
}

extension ReleaseSource {
  /// Every release of a channel, the last one listed first.
  package func releases(in channel: ChannelName) throws -> [ChannelIndex.Entry] {
    let index = try index(of: channel)
    var all = index.releases
    try forEachOlderList(of: index) { older in
      all += older
      return true
    }
    return all
  }

  /// The first release that matches, without reading more lists than needed.
  package func firstRelease(
    in channel: ChannelName, where matches: (ChannelIndex.Entry) -> Bool
  ) throws -> ChannelIndex.Entry? {
    let index = try index(of: channel)
    if let found = index.releases.first(where: matches) { return found }
    var found: ChannelIndex.Entry?
    try forEachOlderList(of: index) { older in
      found = older.first(where: matches)
      return found == nil
    }
    return found
  }
}
