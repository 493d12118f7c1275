import Host

/// The keys' passphrase: from `STIGMERUP_PUBLISH_PASSPHRASE`, or asked at the terminal, once.
final class Passphrase {
  static let variable = "STIGMERUP_PUBLISH_PASSPHRASE"

  /// The new one, where an old one is asked too.
  static let newVariable = "STIGMERUP_PUBLISH_NEW_PASSPHRASE"

  private let world: World
  private var asked: [UInt8]?

  init(_ world: World) { self.world = world }

  /// - Returns: `nil` when there is nobody to ask.
  func value() throws -> [UInt8]? {
    if let given = world.environment.nonEmpty(Self.variable) { return Array(given.utf8) }
    if let asked { return asked }
    guard let terminal = Terminal() else { return nil }
    asked = terminal.askSecret("Passphrase of the secret keys: ").map { Array($0.utf8) }
    return asked
  }

  /// For new keys: typed twice.
  ///
  /// - Throws: ``UsageError`` without one.
  func newValue(changing: Bool = false) throws -> [UInt8] {
    let variable = changing ? Self.newVariable : Self.variable
    if let given = world.environment.nonEmpty(variable) { return Array(given.utf8) }
    guard let terminal = Terminal() else { throw RefusalError.noPassphrase }
    guard let first = terminal.askSecret("New passphrase of the secret keys: "), !first.isEmpty
    else { throw RefusalError.noPassphrase }
    guard terminal.askSecret("The same again: ") == first else {
      throw RefusalError.passphrasesDiffer
    }
    return Array(first.utf8)
  }
}
