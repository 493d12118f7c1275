package import Host
private import Model

extension ProcessTable.Entry {
  /// The longest command that is told whole, in characters.
  private static let longestCommand = 160

  /// For people: `4711 /home/me/.stigmerup/trees/…/stigmer internal-server`.
  package var line: String {
    "\(identifier) \(Printable.escaped(command, limit: Self.longestCommand))"
  }
}
