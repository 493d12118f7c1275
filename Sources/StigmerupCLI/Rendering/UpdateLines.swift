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
    let offered = update.offered.version
    guard update.isNeeded else { return "\(offered) (\(unchanged))" }
    guard let present = update.present else { return "\(offered) (new here)" }
    return "\(present) -> \(offered)"
      + (update.isDowngrade ? " (lower: the channel went back)" : "")
  }
}
