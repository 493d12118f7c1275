package import Model
private import Selection
private import Store

/// The channel that a command means when none is named.
package enum ChannelInUse {
  /// The channel selected here; else the default one; else the only one.
  ///
  /// - Throws: ``RollbackError/noChannelInUse(selected:followed:)``; what keeps anything from being chosen here.
  package static func find(in session: Session) throws -> ChannelName {
    let followed = try session.home.followedChannels()
    let selected = try selected(session)
    let fallback = try session.home.defaultSelector()
    for text in [selected, fallback].compactMap({ $0 }) {
      if let selector = ToolchainSelector(ByteString(text)),
        let channel = ToolchainInstall.channel(of: selector)
      {
        return channel
      }
    }
    guard followed.count == 1 else {
      throw RollbackError.noChannelInUse(selected: selected, followed: followed)
    }
    return followed[0]
  }

  private static func selected(_ session: Session) throws -> String? {
    do {
      return try SlowSelection(session, program: "stigmer", plusSelector: nil).choose()
        .selector?.text.description
    } catch SelectionError.noDefault {
      return nil
    }
  }
}
