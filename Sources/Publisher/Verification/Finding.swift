package import Model
private import Trust

/// One thing of a repository that a client would refuse.
package struct Finding: UserError {
  /// What it was found in, such as `channel 'stable'` or `stable 1.4.0`.
  package let place: String
  package let cause: any UserError

  private let problem: String?

  /// - Parameter problem: What is said in place of the error's own message.
  init(_ place: String, _ error: any Error, says problem: String? = nil) {
    self.place = place
    self.problem = problem
    cause = error as? any UserError ?? UnknownError(message: String(describing: error))
  }

  package var message: String { "\(place): \(problem ?? cause.message)" }

  /// A publisher's: what a client can do about it is another matter.
  package var hint: String? {
    guard let error = cause as? TrustError else { return cause.hint }
    switch error.problem {
    case .noTrustedRoot, .initialRoot:
      return "name the repository's first root: --root FILE, or restore metadata/1.root.json"
    case .expired(_, let now):
      return "sign it afresh: stigmerup-publish refresh (this machine's clock says \(now))"
    default: return "restore 'metadata' and 'targets' from a copy of the repository"
    }
  }

  private struct UnknownError: UserError {
    let message: String
  }
}
