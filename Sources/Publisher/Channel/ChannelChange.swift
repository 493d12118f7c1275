package import Model

/// What publishing or promoting does to a channel: a pure value, shown before anything is signed.
package struct ChannelChange: Sendable, Equatable {
  package let channel: ChannelName
  /// Where the release is promoted from; `nil` for direct publishing.
  package let source: ChannelName?
  package let manifest: Manifest
  package let manifestObject: ObjectReference
  let manifestBytes: [UInt8]
  /// The channel's current release now.
  package let current: Version?
  /// When the channel first listed it; `nil` when it does not list it yet.
  package let published: Instant?
  /// What the policy only mentions.
  package internal(set) var warnings: [String]

  /// The channel would be as it is.
  package var isNothing: Bool { current == manifest.version }

  package var isDowngrade: Bool { current.map { manifest.version < $0 } ?? false }
}
