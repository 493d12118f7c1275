import Host
import Installer
import SystemPackage
import Testing

/// The shells of this machine, started for real.
private enum RealShell: String, CaseIterable, CustomTestStringConvertible {
  case bash = "/bin/bash"
  case zsh = "/usr/bin/zsh"
  case dash = "/bin/dash"
  case busybox = "/bin/busybox"
  case fish = "/usr/bin/fish"

  var testDescription: String { rawValue }
  var program: FilePath { FilePath(rawValue) }
  var isFish: Bool { self == .fish }
  /// Busybox is told which of its programs is wanted.
  var first: [String] { self == .busybox ? ["sh"] : [] }

  static var here: [RealShell] {
    allCases.filter { (try? Machine.realPath($0.program)) != nil }
  }
}

struct `Real shells` {
  let folder: ShellFolder

  init() throws { folder = try ShellFolder() }

  /// A home that needs quoting in every place, and one as usual.
  static let names = [".stigmerup", "it's $HOME `a` \"q\" \\ ! é *"]

  @Test(arguments: RealShell.here, names)
  fileprivate func `put the folder first on PATH once`(shell: RealShell, name: String) throws {
    let home = folder.path.appending(name)
    try folder.makeHome(home)
    // From a variable: what is tested here is the file, not the line that reads it.
    let (read, print) =
      shell.isFish
      ? ("source $argv[1]/env.fish", "string join : $PATH") : (". \"$1/env\"", "echo \"$PATH\"")
    let script = "\(read); \(read); \(print); command -v stigmer; stigmer"
    let arguments = shell.isFish ? ["-c", script, home.string] : ["-c", script, "x", home.string]
    let output = try folder.run(shell.program, shell.first + arguments)
    #expect(
      output == "\(home)/bin:/usr/bin:/bin\n\(home)/bin/stigmer\nours\n", "\(shell) \(name)")
  }

  @Test(arguments: RealShell.here.filter { !$0.isFish })
  fileprivate func `read env under set -eu and without a PATH`(shell: RealShell) throws {
    try folder.makeHome()
    let script = "set -eu; unset PATH; . \"$HOME/.stigmerup/env\"; echo \"$PATH\""
    let output = try folder.run(shell.program, shell.first + ["-c", script])
    #expect(output == "\(folder.home)/bin\n")
  }

  @Test(arguments: names)
  func `find stigmer when they start anew`(name: String) throws {
    let home = folder.path.appending(name)
    try folder.makeHome(home)
    // As distributions ship it: nothing behind the return is read by a script.
    try folder.write(".bashrc", "case $- in *i*) ;; *) return ;; esac\n")
    let setup = folder.setup(home: home)
    #expect(setup.apply(try setup.plan(modifyingFiles: true)).failures.isEmpty)
    let starts: [(RealShell, [String])] = [
      (.bash, ["-l", "-c"]), (.bash, ["-i", "-c"]), (.zsh, ["-c"]), (.zsh, ["-i", "-c"]),
      (.zsh, ["-l", "-c"]), (.dash, ["-l", "-c"]), (.busybox, ["-l", "-c"]), (.fish, ["-c"]),
      (.fish, ["-l", "-c"]),
    ]
    for (shell, options) in starts where RealShell.here.contains(shell) {
      let output = try folder.run(
        shell.program, shell.first + options + ["command -v stigmer; stigmer"])
      // An interactive bash complains that it has no terminal.
      #expect(output.hasSuffix("\(home)/bin/stigmer\nours\n"), "\(shell) \(options): \(output)")
      #expect(!output.contains("not found"), "\(shell) \(options): \(output)")
    }
  }

  @Test func `find stigmer in bash through each of its login files`() throws {
    try folder.makeHome()
    for name in [".bash_profile", ".bash_login"] {
      let setup = folder.setup()
      try folder.write(name, "A=1")
      _ = setup.apply(try setup.plan(modifyingFiles: true))
      let output = try folder.run("/bin/bash", ["-l", "-c", "echo $A; stigmer"])
      #expect(output == "1\nours\n", "\(name)")
      try folder.directory.removeFile(name)
    }
  }

  @Test func `find stigmer in zsh when a file sets ZDOTDIR`() throws {
    guard RealShell.here.contains(.zsh) else { return #expect(Bool(true), "no zsh here") }
    try folder.makeHome()
    try folder.write(".zshenv", "export ZDOTDIR=$HOME/z\n")
    let setup = folder.setup(["ZDOTDIR": "\(folder.path)/z"])
    _ = setup.apply(try setup.plan(modifyingFiles: true))
    #expect(try folder.run("/usr/bin/zsh", ["-c", "stigmer; zsh -c stigmer"]) == "ours\nours\n")
  }

  @Test func `find nothing any more, and complain of nothing, after the removal`() throws {
    try folder.makeHome()
    let setup = folder.setup()
    _ = setup.apply(try setup.plan(modifyingFiles: true))
    _ = setup.apply(try setup.removal())
    try folder.directory.removeTree(".stigmerup")
    for shell in RealShell.here {
      let output = try folder.run(
        shell.program, shell.first + ["-l", "-c", "command -v stigmer; echo end"])
      #expect(output == "end\n", "\(shell)")
    }
  }
}
