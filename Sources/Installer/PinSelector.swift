private import Model
package import Selection
package import Store

/// What a pin's text selects.
package enum PinSelector {
  /// - Parameter file: The pin's path, for messages.
  /// - Throws: ``SelectionError/notForPins(_:file:)``; ``SelectionError/linkedInPin(_:file:isHere:)`` for what can only
  ///   be the name of somebody's local build.
  package static func read(
    _ text: String, file: String, in home: HomeFolder
  ) throws -> ToolchainSelector {
    switch ToolchainSelector(ByteString(text)) {
    case nil: throw SelectionError.notForPins(text, file: file)
    case .linked(let name)?:
      let isHere = try home.toolchain(named: name.description)?.isLinked ?? false
      throw SelectionError.linkedInPin(name.description, file: file, isHere: isHere)
    case let selector?: return selector
    }
  }
}
