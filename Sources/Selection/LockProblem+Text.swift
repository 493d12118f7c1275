#if !hasFeature(Embedded)
  // For the manager: the shim lets it explain.
  extension LockProblem {
    /// What is wrong, with its line; nothing of what the file says.
    package var description: String { line == 0 ? text : "line \(line): \(text)" }

    private var text: String {
      switch kind {
      case .link: "it is a symbolic link, and a lock is a file of the project"
      case .notAFile: "it is not a regular file"
      case .tooLong: "it is longer than the \(LockFile.longest) bytes that a lock may have"
      case .outOfReach: "it cannot be read"
      case .controlCharacter: "it holds a control character"
      case .notText: "it is not UTF-8 text"
      case .conflict: "a mark of git's: two sides were not merged"
      case .unknownSchema: "its schema is not 1, the one that this stigmerup knows"
      case .notAVersion: "its version is not one whole version such as \"1.4.2\""
      case .notADigest: "its digest is not 64 lower-case hexadecimal digits in double quotes"
      case .duplicate: "it says something a second time"
      case .unsorted: "it is not in the order of its lines' names"
      case .unexpected(let part): "there should be \(part.text)"
      case .missing(let part): "the file ends where there should be \(part.text)"
      }
    }
  }

  extension LockPart {
    fileprivate var text: String {
      switch self {
      case .schema: "'schema = 1'"
      case .version: "'version = \"…\"'"
      case .manifest: "'manifest = \"…\"'"
      case .heading: "'[artifacts]'"
      case .artifact: "'COMPONENT.PLATFORM = \"DIGEST\"'"
      }
    }
  }
#endif
