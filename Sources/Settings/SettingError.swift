package import Model

/// A setting that cannot be read or changed as asked.
package enum SettingError: UserError, Equatable {
  case unknown(String, meant: String?)
  case badValue(String, for: String, wanted: String)
  /// The file holds it in a form that is not edited: a dotted key, an inline table.
  case cannotEdit(String, String)
  case notSet(String)

  package var message: String {
    switch self {
    case .unknown(let name, _): "there is no setting '\(Printable.escaped(name, limit: 60))'"
    case .badValue(let text, let name, let wanted):
      "'\(Printable.escaped(text, limit: 200))' is no value for '\(name)', which is \(wanted)"
    case .cannotEdit(let path, let name):
      "'\(path)' has '\(name)' in a form that stigmerup does not edit; nothing was changed"
    case .notSet(let name): "'\(name)' is not set"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown(_, let meant?): "did you mean '\(meant)'?"
    case .unknown: "to see all of them: stigmerup settings list"
    case .badValue(_, let name, _): "what it is now: stigmerup settings get \(name)"
    case .cannotEdit: "change the file by hand"
    case .notSet(let name): "stigmerup settings set \(name) VALUE"
    }
  }
}
