/// An error written for the person who will read it.
///
/// Rendered once, by the programs, as `error: <message>` and, where there is something to do, `hint: <hint>`.
package protocol UserError: Error, Sendable {
  /// What happened, and to what: one sentence, lower-case start, no full stop.
  var message: String { get }

  /// What to do next: a command or a setting. `nil` where nothing can be done.
  var hint: String? { get }
}

extension UserError {
  package var hint: String? { nil }
}
