private import Model
package import Trust

/// A file of a secret key that cannot be used, and why.
package struct KeyFileError: UserError, Equatable {
  package let path: String
  package let reason: SecretKeyError

  package var message: String { "'\(Printable.escaped(path, limit: 4000))': \(reason.message)" }

  package var hint: String? {
    switch reason {
    case .needsPassphrase, .wrongPassphrase:
      "set STIGMERUP_PUBLISH_PASSPHRASE, or run it on a terminal, which asks"
    default: reason.hint
    }
  }
}
