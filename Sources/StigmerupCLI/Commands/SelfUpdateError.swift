import Model

/// Why stigmerup does not update itself.
enum SelfUpdateError: UserError, Equatable {
  case ownedByAnother(String)

  var message: String {
    switch self {
    case .ownedByAnother(let path): "'\(path)' was not put there by 'stigmerup self install'"
    }
  }

  var hint: String? { "update it in the way it was installed, or: stigmerup self install" }
}
