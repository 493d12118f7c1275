import Model
import Trust

/// The root of trust of a home, of no use any more.
package struct TrustDamage: UserError, Equatable {
  /// The file, as the person knows it.
  package let file: String
  package let problem: String

  init(home: String, _ error: TrustError) {
    file = "\(home)/trust/\(error.path)"
    if case .initialRoot(let reason) = error.problem {
      problem = reason
    } else {
      problem = error.message
    }
  }

  package var message: String {
    "the root of trust in '\(Printable.escaped(file))' is damaged: \(problem)"
  }

  package var hint: String? {
    "run install.sh again, or give the root again: stigmerup self install --root FILE"
  }
}
