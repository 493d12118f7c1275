/// A moving name that the publisher signs: `stable`, `beta`, `dev`, and `stigmerup` for the manager's own releases.
package enum ChannelName: String, Hashable, Sendable, CaseIterable {
  case stable
  case beta
  case dev
  case stigmerup

  /// The channels that a person can select, in the order in which a bare version is looked for.
  package static let selectable: [ChannelName] = [.stable, .beta, .dev]

  /// The TUF target that the channel's role signs.
  package var indexTarget: String { "\(rawValue)/index.json" }

  /// What a release in this channel is a release of.
  package var product: Product { self == .stigmerup ? .stigmerup : .stigmer }
}

extension ChannelName: CustomStringConvertible {
  package var description: String { rawValue }
}
