internal import SystemPackage

/// What `env` and `env.fish` hold: the one folder with programs, put first on PATH unless it is there already.
///
/// They take nothing from the shell that reads them but its PATH, so they work wherever they are read from, under
/// `set -u` and with an empty PATH too.
enum EnvironmentScript {
  static func posix(home: FilePath) -> String {
    let folder = ShellWord.singleQuoted(home.appending("bin").string)
    // An empty entry in PATH would mean the working directory.
    return """
      # stigmerup's programs, first on PATH. For sh, bash, zsh, dash, ksh; read with '.'
      case ":${PATH-}:" in
        *:\(folder):*) ;;
        *) export PATH=\(folder)"${PATH:+:${PATH}}" ;;
      esac

      """
  }

  static func fish(home: FilePath) -> String {
    let folder = ShellWord.singleQuoted(home.appending("bin").string, for: .fish)
    return """
      # stigmerup's programs, first on PATH. For fish; read with 'source'
      if not contains -- \(folder) $PATH
          set -gx PATH \(folder) $PATH
      end

      """
  }
}
