internal import Host
private import Model
package import SystemPackage

/// Who most likely put a program where it is, judged by its path alone: nothing is run.
package enum ProgramOwner: Sendable, Equatable {
  case homebrew(formula: String)
  case homebrewCask(String)
  case goInstall
  case debianPackage(String)
  case pipx(String)
  /// In a folder where people put programs themselves: `~/bin`, `~/.local/bin`.
  case byHand
  case unknown

  package var description: String {
    switch self {
    case .homebrew, .homebrewCask: "Homebrew"
    case .goInstall: "go install"
    case .debianPackage(let name): "Debian package \(Printable.escaped(name))"
    case .pipx: "pipx"
    case .byHand: "put there by hand"
    case .unknown: "unknown"
    }
  }

  /// The command that takes the program away; it may be copied into a POSIX shell or fish as it stands.
  package func removalCommand(for path: FilePath) -> String {
    switch self {
    case .homebrew(let formula): "brew uninstall \(ShellWord.quoted(formula))"
    case .homebrewCask(let name): "brew uninstall --cask \(ShellWord.quoted(name))"
    case .debianPackage(let name): "sudo apt remove \(ShellWord.quoted(name))"
    case .pipx(let name): "pipx uninstall \(ShellWord.quoted(name))"
    case .goInstall, .byHand, .unknown:
      (Self.needsRoot(path) ? "sudo " : "") + "rm \(ShellWord.singleQuoted(path.string))"
    }
  }

  private static func needsRoot(_ path: FilePath) -> Bool {
    guard Machine.effectiveUser != 0,
      // A folder that cannot be looked at is answered as a folder of one's own.
      let folder = try? Directory(path.removingLastComponent()).status()
    else { return false }
    return folder.owner == 0
  }
}
