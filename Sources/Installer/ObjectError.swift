private import Model

/// An object that is not what was signed.
package enum ObjectError: UserError, Equatable {
  case altered(path: String)
  case wrongLength(path: String, expected: Int)

  package var message: String {
    switch self {
    case .altered(let path): "'\(path)' is not what was signed: its SHA-256 differs"
    case .wrongLength(let path, let expected):
      "'\(path)' is not what was signed: it should have \(expected) bytes"
    }
  }

  package var hint: String? {
    "it was altered on the way or on the server; nothing of it was unpacked; try again, or another mirror"
  }
}
