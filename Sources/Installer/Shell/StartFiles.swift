internal import Host
internal import SystemPackage

/// Where the shells of a person keep their start files. The choice is rustup's.
struct StartFiles {
  struct Entry: Sendable, Equatable {
    let shell: Shell
    let path: FilePath
  }

  private let world: World
  private let userHome: FilePath
  private let listOfShells: FilePath

  /// - Parameter listOfShells: `shells(5)`.
  init(world: World, userHome: FilePath, listOfShells: FilePath) {
    self.world = world
    self.userHome = userHome
    self.listOfShells = listOfShells
  }

  /// All that might hold a line, whether or not they or their shells are there.
  var all: [Entry] {
    var entries: [Entry] = []
    for shell in Shell.allCases {
      for path in [main(of: shell)] + ifPresent(of: shell)
      where !entries.contains(where: { $0.path == path }) {
        entries.append(Entry(shell: shell, path: path))
      }
    }
    return entries
  }

  /// Those that are to get the line: of each shell that is here the main one, and others only if they exist,
  /// for a new `~/.bash_profile` would keep bash from reading `~/.profile`.
  func wanted() -> [Entry] {
    var entries: [Entry] = []
    for shell in Shell.allCases where isHere(shell) {
      let others = ifPresent(of: shell).filter(exists)
      for path in [main(of: shell)] + others where !entries.contains(where: { $0.path == path }) {
        entries.append(Entry(shell: shell, path: path))
      }
    }
    return entries
  }

  /// The file that is made where it is missing.
  private func main(of shell: Shell) -> FilePath {
    switch shell {
    case .posix: userHome.appending(".profile")
    case .bash: userHome.appending(".bashrc")
    case .zsh: (variableFolder("ZDOTDIR") ?? userHome).appending(".zshenv")
    case .fish:
      (variableFolder("XDG_CONFIG_HOME") ?? userHome.appending(".config"))
        .appending("fish/conf.d/stigmerup.fish")
    }
  }

  private func ifPresent(of shell: Shell) -> [FilePath] {
    switch shell {
    case .posix: []
    case .bash: [userHome.appending(".bash_profile"), userHome.appending(".bash_login")]
    // A fresh terminal knows ZDOTDIR only after this file, and zsh then reads no other .zshenv.
    case .zsh: [userHome.appending(".zshenv")]
    // From a time when the variable was not set.
    case .fish: [userHome.appending(".config/fish/conf.d/stigmerup.fish")]
    }
  }

  private func variableFolder(_ name: String) -> FilePath? {
    guard let text = world.environment.nonEmpty(name), text.hasPrefix("/") else { return nil }
    return FilePath(text).lexicallyNormalized()
  }

  // MARK: which shells are here

  private func isHere(_ shell: Shell) -> Bool {
    if shell == .posix || Shell.ofPerson(in: world) == shell { return true }
    if !ProgramSearch(world).all(shell.rawValue).isEmpty { return true }
    if ([main(of: shell)] + ifPresent(of: shell)).contains(where: exists) { return true }
    return isListed(shell)
  }

  private func isListed(_ shell: Shell) -> Bool {
    guard let name = listOfShells.lastComponent?.string,
      let folder = try? Directory(listOfShells.removingLastComponent()),
      let bytes = try? folder.readFileIfPresent(name, limit: 1 << 20)
    else { return false }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).contains {
      let path = FilePath(String($0))
      return path.isAbsolute && path.lastComponent?.string == shell.rawValue && exists(path)
    }
  }

  private func exists(_ path: FilePath) -> Bool {
    guard let name = path.lastComponent?.string,
      let folder = try? Directory(path.removingLastComponent())
    else { return false }
    // A link that leads nowhere counts: the line goes where it points.
    return (try? folder.status(name)) ?? nil != nil
  }
}
