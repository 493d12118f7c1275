private import Model

/// A program that should be stigmerup, and does not say its version.
package struct ManagerProgramError: UserError, Equatable {
  package let path: String
  package let output: String

  package var message: String {
    "'\(Printable.escaped(path, limit: 4000)) --version' does not answer as stigmerup does"
      + (output.isEmpty ? "" : ", but with:\n\(output)")
  }

  package var hint: String? { "--program names the folder of a built stigmerup; or give --version" }
}
