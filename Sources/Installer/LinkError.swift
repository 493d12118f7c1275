private import Model

/// Why a local build cannot be linked.
package enum LinkError: UserError, Equatable {
  case badName(String)
  case badProgramName(String)
  case noPrograms(String)
  case notExecutable(String)
  case ownProgram(String)

  package var message: String {
    switch self {
    case .badName(let name): "a build cannot be linked as '\(name)'"
    case .badProgramName(let name): "a component cannot be named '\(name)'"
    case .noPrograms(let folder): "'\(folder)' has no executable file in bin/ or at its top"
    case .notExecutable(let path): "'\(path)' is not an executable file"
    case .ownProgram(let path): "'\(path)' is stigmerup's own: it would start itself for ever"
    }
  }

  package var hint: String? {
    switch self {
    case .badName:
      "channels, versions, 'latest', 'none' and 'stigmerup' are taken; a name has no '/' and does not begin with '-', '+' or '.'"
    case .badProgramName: "name it as it is typed: --component stigmer=PATH"
    case .noPrograms: "build it first, or name its programs: --component stigmer=PATH"
    case .notExecutable: "build it first, then: chmod +x FILE"
    case .ownProgram: nil
    }
  }
}
