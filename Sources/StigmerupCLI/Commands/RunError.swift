import Installer
import Model

/// Why `run` starts nothing.
enum RunError: UserError, Equatable {
  case nothing
  case notFound(String)
  case notExecutable(String)

  var message: String {
    switch self {
    case .nothing: "no command was given"
    case .notFound(let name): "'\(name)' is neither a program of the toolchain nor on PATH"
    case .notExecutable(let path): "'\(path)' is not an executable file"
    }
  }

  var hint: String? {
    switch self {
    case .nothing: "stigmerup run SELECTOR COMMAND"
    case .notFound("agent-runner"):
      SelectionError.noProgram("agent-runner", source: nil).hint
    case .notFound: "what a toolchain brings: stigmerup list"
    case .notExecutable: nil
    }
  }
}
