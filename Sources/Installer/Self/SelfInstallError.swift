package import Model

/// Why stigmerup does not install itself.
package enum SelfInstallError: UserError, Equatable {
  case noShim(folder: String)
  case noRoot
  case cannotAsk(command: String)
  case declined
  case homeIsNotAFolder(String)
  case dangerousHome(String)
  /// A folder with other things in it.
  case folderInUse(String, holds: String)
  case noUserHome(String)
  /// What is to be installed with it needs a newer one.
  case tooOld(Version, needs: Version)

  package var message: String {
    switch self {
    case .noShim(let folder): "there is no 'stigmer-shim' beside this stigmerup, in '\(folder)'"
    case .noRoot: "no root of trust: without it nothing that is downloaded can be verified"
    case .cannotAsk: "cannot ask without a terminal"
    case .declined: "nothing was changed"
    case .homeIsNotAFolder(let path): "'\(path)' is there, and is not a folder"
    case .dangerousHome(let path): "'\(path)' cannot be stigmerup's home"
    case .folderInUse(let path, let name):
      "'\(path)' is not stigmerup's home, and is not empty: it holds '\(name)'"
    case .tooOld(let release, let needed):
      "\(release) needs stigmerup \(needed) or newer; this is \(ManagerVersion.text)"
    case .noUserHome(let path): "HOME is '\(path)', and there is no such folder"
    }
  }

  package var hint: String? {
    switch self {
    case .noShim: "unpack the whole archive, and run stigmerup from there"
    case .noRoot: "use install.sh, which brings it, or give it: --root FILE"
    case .cannotAsk(let command): command
    case .declined: nil
    case .tooOld: "get the newest stigmerup by install.sh, or install this one alone: --no-install"
    case .noUserHome: "set HOME to your home folder"
    case .homeIsNotAFolder, .dangerousHome, .folderInUse: "choose another folder: --home FOLDER"
    }
  }
}
