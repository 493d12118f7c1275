package import Model
package import Trust

/// What a verification looked at.
package struct VerificationSummary: Sendable, Equatable {
  /// Those whose index was verified.
  package var channels: [ChannelName: Channel] = [:]
  /// How many things were reported.
  package var findings = 0
  /// Different objects that the channels name, and their bytes.
  package var objects = 0
  package var bytes = 0
  /// Files in `objects/` that no verified channel names: of drafts, or left over.
  package var unreferencedObjects = 0
  /// The roles that expire soon, in the order in which they were looked at.
  package var expiring: [Expiry] = []
  /// `nil` without `install.sh`.
  package var bootstrap: Bootstrap?

  package struct Expiry: Sendable, Equatable {
    package let role: RoleName
    package let time: Instant
  }

  package struct Channel: Sendable, Equatable {
    package var current: Version?
    package var releases = 0
    /// Different objects that this channel names, shared with other channels or not.
    package var objects = 0
    package var bytes = 0
  }

  package struct Bootstrap: Sendable, Equatable {
    package var archives = 0
    /// Whether there was a key to check `install.sh.sig` with.
    package var isSignatureChecked: Bool
  }
}
