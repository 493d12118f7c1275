package import Model

/// A word in a command's place that names none.
package struct UnknownCommand: UserError, Equatable {
  /// The commands before it: `stigmerup toolchain`.
  package let path: String
  package let word: String
  package let meant: String?

  package var message: String { "there is no command '\(path) \(Printable.escaped(word))'" }

  package var hint: String? {
    guard let meant else { return "\(path) --help" }
    return "did you mean '\(path) \(meant)'?"
  }
}
