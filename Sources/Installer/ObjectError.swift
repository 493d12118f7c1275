private import Model

/// An object that is missing, or not what was signed.
package enum ObjectError: UserError, Equatable {
  case altered(path: String)
  case wrongLength(path: String, expected: Int)
  /// - `subject`: Of what release and component it is a part: `"agent-runner of 1.4.2"`.
  case missing(path: String, subject: String)

  package var message: String {
    switch self {
    case .altered(let path): "'\(path)' is not what was signed: its SHA-256 differs"
    case .wrongLength(let path, let expected):
      "'\(path)' is not what was signed: it should have \(expected) bytes"
    case .missing(let path, let subject):
      "the repository lists \(subject), and does not have it: there is no '\(path)'"
    }
  }

  package var hint: String? {
    switch self {
    case .altered, .wrongLength:
      "it was altered on the way or on the server; nothing of it was unpacked; try again, or another mirror"
    case .missing:
      "it may be on its way there: try again later, use another mirror, or tell the publisher"
    }
  }
}
