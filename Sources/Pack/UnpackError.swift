internal import Model

/// An artifact, or a list of files, that is refused.
package struct UnpackError: UserError, Equatable {
  /// What is refused: `"the artifact of agent-runner 1.4.2"`.
  package let subject: String
  package let reason: Reason

  package enum Reason: Equatable, Sendable {
    // The bytes as they came.
    case truncated(frame: Int)
    case frameAltered(Int)
    case goesOn
    // What the frames decode to.
    case frameNotSound(Int)
    case frameContent(Int, expected: Int)
    case archiveGoesOn
    case archiveTooShort
    case notTar(String)
    // An entry.
    case name(String, NameProblem)
    case link(String, target: String, LinkProblem)
    case hardLink(String)
    case special(String)
    case sparse(String)
    case setID(String)
    case duplicate(String)
    case collision(String, String)
    case throughLink(String)
    case noFolder(String)
    case entryLength(String)
    case tooManyEntries
    case contentTooLong(String, most: Int)
    case contentTooShort(Int, expected: Int)
    // An entry beside the signed list.
    case notListed(String)
    case outOfOrder(String)
    case listedDifferently(String)
    case contentAltered(String)
    case missing(String)
    // The list itself.
    case listAltered
    case listNotOneFrame
    case listTooLong
  }

  init(_ subject: String, _ reason: Reason) {
    self.subject = subject
    self.reason = reason
  }

  /// Whether the bytes are not those that were signed: another mirror may have the right ones. Everything else was
  /// signed as it is, and is the same everywhere.
  package var isDamage: Bool {
    switch reason {
    case .truncated, .frameAltered, .goesOn, .listAltered: true
    default: false
    }
  }

  package var message: String {
    "\(Printable.escaped(subject)) is refused: \(Printable.escaped(problem, limit: 3000))"
  }

  package var hint: String? {
    isDamage ? "run the same command again; if it fails again, the server has a bad copy" : nil
  }

  private var problem: String {
    switch reason {
    case .truncated(let frame): "it ends in the middle of frame \(frame + 1)"
    case .frameAltered(let frame): "frame \(frame + 1) is not what the manifest names"
    case .goesOn: "it is longer than the manifest says"
    case .frameNotSound(let frame): "frame \(frame + 1) is not one sound zstd frame"
    case .frameContent(let frame, let expected):
      "frame \(frame + 1) does not unpack to \(expected) bytes"
    case .archiveGoesOn: "its archive goes on after its end"
    case .archiveTooShort: "its archive is shorter than the manifest says"
    case .notTar(let detail): "its archive is not a sound tar (\(detail))"
    case .listAltered: "it is not what the manifest names"
    case .listNotOneFrame: "it is not one sound zstd frame"
    case .listTooLong: "it is longer than a list of files may be"
    case .tooManyEntries: "it has more than \(EntryRules.count) entries"
    case .contentTooShort(let length, let expected):
      "its files have \(length) bytes, and the manifest says \(expected)"
    default: entryProblem
    }
  }

  private var entryProblem: String {
    switch reason {
    case .name(let path, let problem): "'\(path)' \(problem.text)"
    case .link(let path, let target, let problem): "'\(path)' \(problem.text(target))"
    case .hardLink(let path): "'\(path)' is a hard link"
    case .special(let path): "'\(path)' is neither a file, a folder nor a symbolic link"
    case .sparse(let path): "'\(path)' is a sparse file"
    case .setID(let path): "'\(path)' has a setuid, setgid or sticky bit"
    case .duplicate(let path): "'\(path)' stands in it twice"
    case .collision(let one, let other):
      "'\(one)' and '\(other)' are one name where upper and lower case are the same"
    case .throughLink(let path): "'\(path)' lies behind a link or a file"
    case .noFolder(let path): "'\(path)' comes before its folder"
    case .entryLength(let path): "'\(path)' has another length than its header says"
    case .contentTooLong(let path, let most):
      "with '\(path)' its files have more than the \(most) bytes that the manifest says"
    case .notListed(let path): "'\(path)' is not in the signed list of files"
    case .outOfOrder(let path): "'\(path)' is not where the signed list of files has it"
    case .listedDifferently(let path): "'\(path)' is not as the signed list of files has it"
    case .contentAltered(let path): "'\(path)' has another content than the signed list says"
    case .missing(let path): "'\(path)' is in the signed list of files, and is missing"
    default: "it is not sound"
    }
  }
}
