package import Model

/// What a repository's files are found guilty of, beside what `Trust` and the formats themselves say.
package enum VerificationError: UserError, Equatable {
  case noRoot(folder: String)
  // An index
  case noIndex(ChannelName)
  case listedByAnother(target: String, role: String)
  case indexTooLong(target: String)
  case trespass(target: String, path: String, role: String, scope: String)
  case furtherDelegation(path: String, role: String)
  case listedTwice(Version)
  // An object
  case missing(path: String)
  case length(path: String, expected: Int, found: Int)
  case digest(path: String)
  case frame(path: String, number: Int)
  // A manifest
  case wrongVersion(path: String, found: Version)
  case wrongProduct(path: String, found: Product)
  // A list of files
  case unpackedLength(path: String, listed: Int, signed: Int)
  case executableNotListed(ExecutableName, path: String)
  // The bootstrap
  case noSignature
  case wrongSignature
  case notAKey

  package var message: String {
    switch self {
    case .noRoot(let folder):
      "'\(Printable.escaped(folder))' is not a repository: it has no metadata/1.root.json"
    case .noIndex(let channel): "its role signs targets, and '\(channel.indexTarget)' is not one"
    case .listedByAnother(let target, let role):
      "'\(target)' is listed by role '\(Printable.escaped(role))', and not by the channel's own"
    case .indexTooLong(let target):
      "'\(target)' is longer than the \(Limits.channelIndex) bytes that clients accept"
    case .trespass(let target, let path, let role, let scope):
      "'\(Printable.escaped(target))' stands in '\(Printable.escaped(path))' (role "
        + "\(Printable.escaped(role))), which may sign \(Printable.escaped(scope)) alone: no client takes it"
    case .furtherDelegation(let path, let role):
      "'\(Printable.escaped(path))' (role \(Printable.escaped(role))) delegates to further roles, "
        + "which no publisher does"
    case .listedTwice(let version): "\(version) is listed a second time, further down the list"
    case .missing(let path): "'\(path)' is missing"
    case .length(let path, let expected, let found):
      "'\(path)' has \(found) bytes instead of \(expected)"
    case .digest(let path): "'\(path)' was altered: its SHA-256 is another"
    case .frame(let path, let number):
      "'\(path)' cannot be unpacked: its frame \(number) is not what the manifest says"
    case .wrongVersion(let path, let found): "'\(path)' is the manifest of \(found)"
    case .wrongProduct(let path, let found):
      "'\(path)' is the manifest of a release of \(found.rawValue)"
    case .unpackedLength(let path, let listed, let signed):
      "'\(path)' lists files of \(listed) bytes, and the manifest says \(signed)"
    case .executableNotListed(let name, let path):
      "'\(path)' does not list the program '\(name)' as an executable file"
    case .noSignature: "'\(InstallScript.signatureName)' is missing"
    case .wrongSignature:
      "'\(InstallScript.signatureName)' is not the installer key's signature of it"
    case .notAKey: "the installer's public key cannot be read"
    }
  }

  package var hint: String? {
    switch self {
    case .noRoot: "name the folder that 'stigmerup-publish init' made"
    case .missing, .length, .digest:
      "restore the file from a copy of the repository; its name is its content's SHA-256"
    case .noSignature, .wrongSignature: "render and sign it again: stigmerup-publish bootstrap"
    case .trespass(_, _, let role, _), .furtherDelegation(_, let role):
      "somebody else signs with a key of '\(Printable.escaped(role))': replace it, see docs/publishing/compromise-drill.md"
    case .notAKey: "it is a PEM file that begins with '-----BEGIN PUBLIC KEY-----'"
    default: nil
    }
  }
}
