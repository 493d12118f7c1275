package import Model

/// The verified indexes of the channels that a command asked for; a channel that failed has its error in place.
package struct ChannelIndexes: Sendable {
  private var results: [ChannelName: Result<ChannelIndex, any Error>] = [:]

  package init() {}

  package mutating func set(_ channel: ChannelName, _ result: Result<ChannelIndex, any Error>) {
    results[channel] = result
  }

  /// - Returns: `nil` for a channel that was not asked for.
  /// - Throws: What refused the channel's role or index.
  package func index(of channel: ChannelName) throws -> ChannelIndex? {
    try results[channel]?.get()
  }

  /// In the order of consultation.
  package var channels: [ChannelName] {
    ChannelName.allCases.filter { results[$0] != nil }
  }
}
