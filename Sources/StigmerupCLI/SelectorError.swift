import Model

/// A text that was to select a toolchain and does not.
enum SelectorError: UserError, Equatable {
  case unknown(String, meant: String?)
  case notForPins(String)
  case notForUninstall(String)
  case nothingToUpdate(String)

  var message: String {
    switch self {
    case .unknown(let text, _): "'\(text)' names no channel, version or linked build"
    case .notForPins(let name):
      "'\(name)' is a build on this machine, and a pin may name only a channel or a version"
    case .notForUninstall(let text): "'\(text)' is not the name of one toolchain"
    case .nothingToUpdate(let name): "'\(name)' is a linked build: nothing to update"
    }
  }

  var hint: String? {
    switch self {
    case .unknown(_, let meant?): "did you mean '\(meant)'?"
    case .unknown:
      "a channel (stable, beta, dev), a version (1.4.2, 1.4), or a linked name: stigmerup list"
    case .notForPins(let name): "for this folder on this machine: stigmerup override set '\(name)'"
    case .notForUninstall: "name the version: stigmerup list"
    case .nothingToUpdate: "rebuild it in place, or update a channel: stigmerup update stable"
    }
  }
}
