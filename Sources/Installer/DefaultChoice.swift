private import Model
package import Selection
private import Store

/// Sets what runs where nothing else selects.
package struct DefaultChoice {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  /// - Parameter keepingPresent: A default that was chosen before stays.
  /// - Throws: ``InstallerError`` for a linked build that is not here.
  package func set(_ selector: ToolchainSelector, keepingPresent: Bool = false) throws {
    if keepingPresent, try session.home.defaultSelector() != nil { return }
    try session.writer().setDefault(try target(of: selector))
  }

  package func unset() throws { try session.writer().setDefault(nil) }

  private func target(of selector: ToolchainSelector) throws -> String {
    let text = selector.text.description
    switch selector {
    case .channel: return "channels/\(text)"
    case .latest: return "channels/stable"
    case .version: return "toolchains/\(text)"
    case .partial, .devDay, .devCommit: return "select/\(text)"
    case .linked:
      guard try session.home.toolchain(named: text) != nil else {
        throw InstallerError.linkedNotHere(text)
      }
      return "toolchains/\(text)"
    }
  }
}
