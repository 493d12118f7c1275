/// The addresses of this machine that no other machine reaches.
package enum LoopbackAddress: String, Sendable, CaseIterable {
  case v4 = "127.0.0.1"
  case v6 = "::1"

  /// - Parameter text: One of the two addresses, `[::1]`, or `localhost`; anything else gives `nil`.
  package init?(_ text: String) {
    switch text {
    case "127.0.0.1", "localhost": self = .v4
    case "::1", "[::1]": self = .v6
    default: return nil
    }
  }

  /// As it stands in a URL.
  package var urlHost: String { self == .v6 ? "[::1]" : rawValue }
}
