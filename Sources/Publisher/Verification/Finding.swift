package import Model

/// One thing of a repository that a client would refuse.
package struct Finding: UserError {
  /// What it was found in, such as `channel 'stable'` or `stable 1.4.0`.
  package let place: String
  package let cause: any UserError

  init(_ place: String, _ error: any Error) {
    self.place = place
    cause = error as? any UserError ?? UnknownError(message: String(describing: error))
  }

  package var message: String { "\(place): \(cause.message)" }

  package var hint: String? { cause.hint }

  private struct UnknownError: UserError {
    let message: String
  }
}
