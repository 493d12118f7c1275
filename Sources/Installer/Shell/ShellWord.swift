package import SystemPackage

/// Text written so that a shell reads it as one word, and as nothing else.
package enum ShellWord {
  /// As it stands where that is safe, else in single quotes. A command to be typed may hold it: no `!`, `$` or
  /// backtick in it means anything.
  package static func quoted(_ text: String, for shell: Shell = .posix) -> String {
    isPlain(text) ? text : singleQuoted(text, for: shell)
  }

  /// In single quotes, always.
  package static func singleQuoted(_ text: String, for shell: Shell = .posix) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch (scalar, shell) {
      case ("'", .fish): result += "\\'"
      case ("\\", .fish): result += "\\\\"
      // Between single quotes nothing stands for one: close them, write it, open them again.
      case ("'", _): result += "'\\''"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }

  /// A path, written as `"$HOME/…"` when it lies below `userHome`: the line stays right when the folder of a
  /// person moves, and is the same on all machines that share the file.
  package static func path(_ path: FilePath, below userHome: FilePath?, for shell: Shell) -> String
  {
    guard let rest = path.relative(to: userHome) else {
      return isPlain(path.string) ? "\"\(path)\"" : singleQuoted(path.string, for: shell)
    }
    return isPlain(rest) ? "\"$HOME/\(rest)\"" : "\"$HOME\"\(singleQuoted("/" + rest, for: shell))"
  }

  /// Whether no shell sees anything special in it.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }
}

extension FilePath {
  /// What is left of this path below `folder`, without a leading `/`; `nil` when it does not lie below.
  func relative(to folder: FilePath?) -> String? {
    guard let folder else { return nil }
    var rest = lexicallyNormalized()
    guard rest.removePrefix(folder.lexicallyNormalized()), !rest.isEmpty else { return nil }
    return rest.string
  }
}
