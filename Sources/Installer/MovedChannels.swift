private import Host
package import Model
private import Store

/// The channels whose release here is not the one that their last accepted index names; without any network.
package enum MovedChannels {
  package struct Move: Sendable, Equatable {
    package let channel: ChannelName
    package let present: Version
    package let offered: Version
  }

  /// Held channels do not count, nor do releases that have to wait.
  package static func find(in session: Session) throws -> [Move] {
    let trust = StoredTrust(session.home)
    let now = session.world.clock()
    return try session.home.followedChannels().compactMap { channel in
      guard try session.home.hold(of: channel) == nil,
        let present = try session.home.release(of: channel),
        let bytes = try trust.load("index/\(channel).json", limit: Limits.channelIndex),
        let entry = try ChannelIndex(parsing: bytes, of: channel).currentEntry,
        entry.version != present,
        entry.published.adding(session.configuration.minimumAge(in: channel)) <= now
      else { return nil }
      return Move(channel: channel, present: present, offered: entry.version)
    }
  }
}
