package import Model

/// A release as one channel's verified index lists it.
package struct ListedRelease: Sendable, Equatable {
  package let channel: ChannelName
  package let entry: ChannelIndex.Entry

  package init(channel: ChannelName, entry: ChannelIndex.Entry) {
    self.channel = channel
    self.entry = entry
  }

  package var version: Version { entry.version }
}
