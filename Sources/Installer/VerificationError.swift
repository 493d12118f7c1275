package import Model

/// Why a toolchain cannot be held against anything signed.
package enum VerificationError: UserError, Equatable {
  case linked(String)
  case notSigned(Version)

  package var message: String {
    switch self {
    case .linked(let name):
      "'\(name)' cannot be verified: it is a linked build, and nobody signed its files"
    case .notSigned(let version):
      "\(version) cannot be verified: no channel that this home knows of signs what is here"
    }
  }

  package var hint: String? {
    switch self {
    case .linked: nil
    case .notSigned(let version):
      "see which channel lists it: stigmerup list --available \(version)"
    }
  }
}
