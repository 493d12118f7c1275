import Model

/// A folder that cannot have an override.
enum OverrideError: UserError, Equatable {
  case unusableFolder(String)

  var message: String {
    switch self {
    case .unusableFolder(let folder):
      "'\(folder)' cannot have an override: its name holds control characters"
    }
  }

  var hint: String? { "rename the folder, or pin it: stigmerup pin SELECTOR" }
}
