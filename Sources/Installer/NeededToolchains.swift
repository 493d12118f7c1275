private import Host
private import Model
private import Selection
private import Store

/// The names in `toolchains/` that something on this machine selects, or may return to.
struct NeededToolchains {
  private let session: Session

  init(_ session: Session) { self.session = session }

  func names() throws -> Set<String> {
    let home = session.home
    var names: Set<String> = []
    for channel in ChannelName.selectable {
      guard let version = try home.release(of: channel) else { continue }
      names.insert(version.description)
      // What `rollback` returns to.
      if let before = try home.generationBefore(in: channel) {
        names.insert(before.version.description)
      }
    }
    var selectors = try home.overrides().entries.map(\.selector)
    if let chosen = try home.defaultSelector() { selectors.append(chosen) }
    if let here = selectedHere() { selectors.append(here) }
    for text in selectors {
      names.insert(text)
      if let name = resolved(text) { names.insert(name) }
    }
    return names
  }

  /// The release that a selector leads to now, such as `1.4`; `nil` when that is not here.
  private func resolved(_ text: String) -> String? {
    guard let selection = session.home.forSelection,
      let selector = ToolchainSelector(ByteString(text))
    else { return nil }
    do throws(HandOver) {
      return try selection.resolve(Decision(choice: .selector(selector), reason: .default))
        .version?.bytes.description
    } catch {
      return nil
    }
  }

  /// What the working directory's pin, a variable or a parent's toolchain selects. Pins elsewhere are not known: what
  /// they select stays by its time of use.
  private func selectedHere() -> String? {
    // A pin that cannot be read selects nothing.
    let choice = try? SlowSelection(session, program: "stigmer", plusSelector: nil).choose()
    return choice?.selector?.text.description
  }
}
