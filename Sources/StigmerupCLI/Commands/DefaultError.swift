import Model

enum DefaultError: UserError, Equatable {
  case none

  var message: String { "no default is set" }

  var hint: String? { "stigmerup default stable" }
}
