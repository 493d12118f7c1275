import Installer
import Model

/// One line a selector, the versions below each other: `beta     1.4.2 -> 1.5.0`.
struct UpdateLines {
  private let width: Int

  init(_ selectors: [String]) { width = max(7, selectors.map(\.count).max() ?? 0) }

  /// - Parameter unchanged: What to say of a selector that is where it should be.
  func line(_ update: ChannelUpdate, unchanged: String) -> String {
    line(update.selector, text(update, unchanged: unchanged))
  }

  func line(_ selector: String, _ text: String) -> String {
    selector + String(repeating: " ", count: max(0, width - selector.count) + 2) + text
  }

  private func text(_ update: ChannelUpdate, unchanged: String) -> String {
    if update.isHeld { return heldText(update) }
    if let waiting = update.waiting, !update.isNeeded {
      return (update.present.map { "\($0) (" } ?? "(") + waitingText(update, waiting) + ")"
    }
    return movingText(update, unchanged: unchanged)
      + (update.waiting.map { " (\(waitingText(update, $0)))" } ?? "")
  }

  private func heldText(_ update: ChannelUpdate) -> String {
    let present = update.present.map { "\($0) " } ?? ""
    let newest = update.waiting?.release.version ?? update.offered.version
    guard update.differs else { return "\(present)(held)" }
    return "\(present)(held; the channel has \(newest): "
      + "stigmerup update --unhold \(update.selector))"
  }

  private func waitingText(_ update: ChannelUpdate, _ waiting: ChannelUpdate.Waiting) -> String {
    "\(waiting.release.version) waits until \(waiting.end): "
      + "stigmerup update --now \(update.selector)"
  }

  private func movingText(_ update: ChannelUpdate, unchanged: String) -> String {
    let offered = update.offered.version
    guard update.differs else { return "\(offered) (\(unchanged))" }
    guard let present = update.present else { return "\(offered) (new here)" }
    return "\(present) -> \(offered)"
      + (update.isDowngrade ? " (lower: the channel went back)" : "")
  }
}
