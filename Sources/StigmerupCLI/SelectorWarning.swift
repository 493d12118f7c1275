import Host
import Installer
import Model
import Selection
import Store

/// Says of a selector that was written down that it selects nothing yet, as far as this home knows. It may be right all
/// the same: the release may have come since, or other machines follow other channels.
struct SelectorWarning {
  private let home: HomeFolder

  init(_ home: HomeFolder) { self.home = home }

  func print(for selector: ToolchainSelector, on console: Console) {
    if isHere(selector) { return }
    // What cannot be read says nothing for or against it.
    guard let objection = (try? SeenReleases(home).objection(to: selector)) ?? nil else { return }
    console.urgent("warning: \(objection.message)")
    if let hint = objection.hint { console.urgent("hint: \(hint)") }
  }

  private func isHere(_ selector: ToolchainSelector) -> Bool {
    guard let selection = home.forSelection else { return false }
    let decision = Decision(choice: .selector(selector), reason: .plusArgument)
    return (try? selection.resolve(decision)) != nil
  }
}
