import Host
import Installer
import Selection
import Store

/// The default and the release it leads to, read from links alone.
struct DefaultText {
  /// As a person types it; `nil` when there is none.
  let selector: String?
  /// `nil` for a linked build, and for what is not installed.
  let version: String?

  /// Whether something stands in the link's place that stigmerup does not write.
  let isDamaged: Bool
  private let isHere: Bool
  /// Whether it is a channel that a rollback holds where it is.
  private let isHeld: Bool

  init(_ home: HomeFolder) {
    guard let selection = home.forSelection, let decision = try? selection.defaultDecision(),
      case .selector(let selector) = decision.choice
    else {
      self.selector = nil
      version = nil
      isHere = false
      isHeld = false
      // Nothing at all is no damage.
      isDamaged = ((try? home.root.status("default")) ?? nil) != nil
      return
    }
    isDamaged = false
    self.selector = selector.text.description
    // What cannot be resolved is not installed; `show` says more of the active selection.
    let toolchain = try? selection.resolve(decision)
    version = toolchain?.version?.bytes.description
    isHere = toolchain != nil
    let channel = ToolchainInstall.channel(of: selector)
    isHeld = channel.flatMap { try? home.hold(of: $0) } != nil
  }

  private var absence: String { isHere ? "" : " (not installed)" }

  /// `beta (1.5.0-beta.2)`
  var withVersion: String? {
    guard let selector else { return nil }
    guard version != selector else { return selector }
    return "\(selector)\(version.map { " (\($0)\(isHeld ? ", held" : ""))" } ?? absence)"
  }

  /// `beta → 1.5.0-beta.2`
  var withArrow: String? {
    guard let selector else { return nil }
    guard version != selector else { return selector }
    return "\(selector)\(version.map { " → \($0)\(isHeld ? " (held)" : "")" } ?? absence)"
  }
}
