/// A moving name that can be selected. `stigmerup` is a channel too, but nobody can select it.
package enum Channel: Equatable, Sendable {
  case stable, beta, dev

  /// The order in which a bare or partial version is asked for. `beta` and `dev` only where this
  /// home follows them.
  package static var consultationOrder: [Channel] { [.stable, .beta, .dev] }

  package init?(_ name: ByteString) {
    if name == "stable" {
      self = .stable
    } else if name == "beta" {
      self = .beta
    } else if name == "dev" {
      self = .dev
    } else {
      return nil
    }
  }

  package var name: ByteString {
    switch self {
    case .stable: "stable"
    case .beta: "beta"
    case .dev: "dev"
    }
  }
}
