import Model

/// What keeps a pin from being shown or written.
enum PinError: UserError, Equatable {
  case none(String)
  case cannotEdit(String)

  var message: String {
    switch self {
    case .none(let folder): "no pin holds in '\(folder)'"
    case .cannotEdit(let path): "'\(path)' has a form that cannot be edited"
    }
  }

  var hint: String? {
    switch self {
    case .none: "to make one: stigmerup pin stable"
    case .cannotEdit: "write it by hand: [toolchain], and below it: channel = \"stable\""
    }
  }
}
