import Installer
import Model
import Selection
import Store

/// Turns what a person typed into a selector, and says what was probably meant when it is none.
struct SelectorReading {
  let home: HomeFolder

  /// - Throws: ``InstallerError`` for what cannot select; ``SelectorError`` for a name that is not
  ///   here.
  func selector(_ text: String) throws -> ToolchainSelector {
    guard text != ChannelName.stigmerup.rawValue else {
      throw InstallerError.reservedSelector(text)
    }
    guard let selector = ToolchainSelector(ByteString(text)) else {
      throw SelectorError.unknown(text, meant: try nearest(to: text))
    }
    if case .linked = selector, try home.toolchain(named: text) == nil {
      throw SelectorError.unknown(text, meant: try nearest(to: text))
    }
    return selector
  }

  /// What can be updated: a linked build is only ever rebuilt.
  func updatable(_ text: String) throws -> ToolchainSelector {
    let selector = try selector(text)
    if case .linked = selector { throw SelectorError.nothingToUpdate(text) }
    return selector
  }

  func nearest(to text: String) throws -> String? {
    let linked = try home.toolchains().filter(\.isLinked).map(\.name)
    return Suggestion.nearest(to: text, among: Self.names + linked)
  }

  private static let names = ChannelName.selectable.map(\.rawValue) + ["latest"]
}
