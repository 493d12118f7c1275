package import Model

/// A home that does not allow what was asked of it.
package enum StoreError: UserError, Equatable {
  case noHomeVariable
  case relativeHome(String)
  /// `HOME` itself.
  case relativeUserHome(String)
  case notInstalledHere(home: String)
  case ownedByAnother(home: String, owner: UInt32)
  case writableByOthers(home: String)
  /// A version is here already with other bytes.
  case otherDigest(
    version: Version, present: Digest, presentChannel: String, offered: Digest, offeredBy: String)
  case damaged(file: String, problem: String)
  /// A folder whose path has no place in `overrides`.
  case unwritableOverride(directory: String)
  /// - `limit`: In bytes.
  case tooManyOverrides(limit: Int)

  package var message: String {
    switch self {
    case .noHomeVariable:
      "cannot tell where stigmerup's home is: neither STIGMERUP_HOME nor HOME is set"
    case .relativeHome(let path): "STIGMERUP_HOME is '\(path)', which is not an absolute path"
    case .relativeUserHome(let path): "HOME is '\(path)', which is not an absolute path"
    case .notInstalledHere(let home): "stigmerup is not installed in '\(home)'"
    case .ownedByAnother(let home, let owner):
      "'\(home)' belongs to another user (user id \(owner)); nothing was changed"
    case .writableByOthers(let home):
      "'\(home)' can be written to by other users; nothing was changed"
    case .otherDigest(let version, let present, let presentChannel, let offered, let offeredBy):
      "\(version) is installed already with other bytes: '\(presentChannel)' signed "
        + "\(present.hex.prefix(12))…, and now '\(offeredBy)' signs \(offered.hex.prefix(12))…"
    case .damaged(let file, let problem): "'\(file)' is damaged: \(problem)"
    case .unwritableOverride(let directory):
      "'\(Printable.escaped(directory))' cannot have an override: its path is not absolute or holds a line feed"
    case .tooManyOverrides(let limit):
      "there are too many overrides: together they may take \(ByteCount.text(limit)); nothing was changed"
    }
  }

  package var hint: String? {
    switch self {
    case .noHomeVariable: "set HOME, or STIGMERUP_HOME to the folder to use"
    case .relativeHome: "set STIGMERUP_HOME to a path that begins with '/'"
    case .relativeUserHome: "set HOME, or STIGMERUP_HOME, to a path that begins with '/'"
    case .notInstalledHere: "stigmerup self install"
    case .ownedByAnother: "run it as that user, or choose another folder with STIGMERUP_HOME"
    case .writableByOthers(let home): "chmod go-w '\(home)'"
    case .otherDigest(let version, _, _, _, _):
      "ask the publisher which one is right; to take the new one: stigmerup toolchain uninstall \(version)"
    case .unwritableOverride: "put a pin there instead: stigmerup pin"
    case .tooManyOverrides:
      "take those away that are no longer needed: stigmerup override list, stigmerup override unset --path FOLDER"
    case .damaged: "reinstall that toolchain: stigmerup toolchain uninstall, then install"
    }
  }
}
