internal import Model

/// A file or folder that cannot become an artifact.
package struct PackError: UserError, Equatable {
  /// The path of what was to be packed.
  package let source: String
  package let reason: Reason

  package enum Reason: Equatable, Sendable {
    case neitherFileNorFolder
    case notExecutable
    case noExecutable(inBin: Bool)
    case executableName(String)
    case name(String, NameProblem)
    case link(String, target: String, LinkProblem)
    case collision(String, String)
    case special(String)
    case setID(String)
    case changed(String)
    case tooManyEntries
    case tooLarge
    case outOfMemory
  }

  init(_ source: String, _ reason: Reason) {
    self.source = source
    self.reason = reason
  }

  package var message: String {
    "cannot pack '\(Printable.escaped(source))': \(Printable.escaped(problem, limit: 3000))"
  }

  private var problem: String {
    switch reason {
    case .neitherFileNorFolder: "it is neither a file nor a folder"
    case .notExecutable: "it is not executable"
    case .noExecutable(inBin: true): "its folder 'bin' holds no executable file"
    case .noExecutable(inBin: false): "it has no executable file at its top, and no folder 'bin'"
    case .executableName(let path): "'\(path)' is executable, and its name cannot be a program's"
    case .name(let path, let problem): "'\(path)' \(problem.text)"
    case .link(let path, let target, let problem): "'\(path)' \(problem.text(target))"
    case .collision(let one, let other):
      "'\(one)' and '\(other)' are one name where upper and lower case are the same"
    case .special(let path): "'\(path)' is a device, a socket or a named pipe"
    case .setID(let path): "'\(path)' has a setuid, setgid or sticky bit"
    case .changed(let path): "'\(path)' changed while it was packed"
    case .tooManyEntries: "it has more than \(EntryRules.count) entries"
    case .tooLarge: "it is larger than an artifact may be (\(Limits.unpacked >> 30) GiB)"
    case .outOfMemory: "there is not enough memory to compress it"
    }
  }

  package var hint: String? {
    switch reason {
    case .notExecutable: "chmod +x '\(source)'"
    case .noExecutable: "give the programs their executable bit: chmod +x"
    case .executableName:
      "a program's name has letters, digits, '.', '_', '+' and '-'; rename it, or take away its x bit"
    case .setID(let path): "chmod u-s,g-s,-t '\(Printable.escaped(path))'"
    case .changed: "pack it again once nothing writes to it any more"
    case .outOfMemory: "choose a lower compression level"
    case .neitherFileNorFolder, .name, .link, .collision, .special, .tooManyEntries, .tooLarge: nil
    }
  }
}
