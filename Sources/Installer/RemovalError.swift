package import Model

/// Why a toolchain is not taken away.
package enum RemovalError: UserError, Equatable {
  case notHere(String)
  case notFollowed(ChannelName)
  case needed(String, by: [String])
  case inUse(String, processes: [String])
  /// Of stigmerup as a whole.
  case homeInUse(processes: [String])

  package var message: String {
    switch self {
    case .notHere(let name): "'\(name)' is not installed"
    case .notFollowed(let channel): "channel '\(channel)' is not installed"
    case .needed(let name, let referrers):
      "'\(name)' is still selected by " + referrers.joined(separator: ", ")
    case .inUse(let name, let processes):
      "processes run from '\(name)'; nothing was changed:\n" + Self.list(processes)
    case .homeInUse(let processes):
      "programs of this home are running; nothing was changed:\n" + Self.list(processes)
    }
  }

  package var hint: String? {
    switch self {
    case .notHere, .notFollowed: "to see what is here: stigmerup list"
    case .needed(let name, _):
      "choose another first, or: stigmerup uninstall --force \(name)"
    case .inUse(let name, _):
      "stop them first: stigmer server stop; or all the same: stigmerup uninstall --force \(name)"
    case .homeInUse:
      "stop them first: stigmer server stop; or all the same: stigmerup self uninstall --force"
    }
  }

  private static func list(_ processes: [String]) -> String {
    processes.map { "  \($0)" }.joined(separator: "\n")
  }
}
