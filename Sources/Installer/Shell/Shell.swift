package import Host
private import SystemPackage

/// The kinds of shell whose start files stigmerup knows.
package enum Shell: String, Sendable, CaseIterable {
  /// Any shell that reads `~/.profile` when it is a login shell: sh, dash, ash, ksh.
  case posix = "sh"
  case bash
  case zsh
  case fish

  /// The shell that a person's terminal starts (`SHELL`); a shell of another kind counts as POSIX.
  package static func ofPerson(in world: World) -> Shell {
    let name = world.environment.nonEmpty("SHELL").flatMap { FilePath($0).lastComponent?.string }
    return name.flatMap { Shell(rawValue: $0) } ?? .posix
  }

  /// The name of the file, at the home's top, that this shell reads to find the programs.
  package var environmentFile: String { self == .fish ? "env.fish" : "env" }

  /// The command that reads another file into the shell.
  var sourceCommand: String { self == .fish ? "source" : "." }
}
