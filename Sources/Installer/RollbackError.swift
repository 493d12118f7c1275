package import Model

/// Why a channel does not return to an earlier release.
package enum RollbackError: UserError, Equatable {
  case notFollowed(ChannelName)
  case nothingBefore(ChannelName, Version)
  case noGeneration(Int, ChannelName, last: Int)
  /// `gc` or `uninstall` took it away.
  case notHere(Version, ChannelName, number: Int)
  case otherBytes(Version, ChannelName)
  case heldMeanwhile(ChannelName, Version)
  case noChannelInUse(selected: String?, followed: [ChannelName])

  package var message: String {
    switch self {
    case .notFollowed(let channel): "channel '\(channel)' is not installed"
    case .nothingBefore(let channel, let version):
      "'\(channel)' had no other release than \(version) on this machine: there is nothing to return to"
    case .noGeneration(let number, let channel, _):
      "'\(channel)' has no generation \(number) on this machine"
    case .notHere(let version, let channel, _):
      "\(version), which '\(channel)' had before, is no longer installed; nothing was changed"
    case .otherBytes(let version, let channel):
      "the \(version) on this machine is not the one that '\(channel)' had; nothing was changed"
    case .heldMeanwhile(let channel, let version):
      "'\(channel)' was rolled back to \(version) in the meantime, and stays there"
    case .noChannelInUse(nil, _): "no channel is in use: this home has no default"
    case .noChannelInUse(let selected?, _): "no channel is in use here, but '\(selected)'"
    }
  }

  package var hint: String? {
    switch self {
    case .notFollowed: "to see what is here: stigmerup list"
    case .nothingBefore(let channel, _):
      "another release: stigmerup list --available \(channel)"
    case .noGeneration(_, let channel, _): "to see them: stigmerup history \(channel)"
    case .notHere(let version, let channel, let number):
      "stigmerup install \(version) --from \(channel), then: "
        + "stigmerup rollback \(channel) --to \(number)"
    case .otherBytes(let version, let channel):
      "stigmerup uninstall \(version), then: stigmerup install \(version) --from \(channel)"
    case .heldMeanwhile(let channel, _): "stigmerup update --unhold \(channel)"
    case .noChannelInUse(_, let followed):
      followed.first.map { "name it: stigmerup rollback \($0)" } ?? "stigmerup install stable"
    }
  }
}
