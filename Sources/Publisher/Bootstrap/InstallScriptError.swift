private import Model

/// An `install.sh` that cannot be rendered, or is not one that was.
package enum InstallScriptError: UserError, Equatable {
  case notText
  case noTable
  case isTemplate
  case badRow(String)
  case badLocation(String)
  case placeholder(String)

  package var message: String {
    switch self {
    case .notText: "install.sh is not a text"
    case .noTable: "install.sh has no list of archives"
    case .isTemplate: "install.sh is the template, and names no archive"
    case .badRow(let row):
      "install.sh names an archive in a way that cannot be read: '\(Printable.escaped(row))'"
    case .badLocation(let text):
      "'\(Printable.escaped(text))' cannot stand in install.sh as the repository's location"
    case .placeholder(let name): "the template of install.sh does not hold '\(name)' exactly once"
    }
  }

  package var hint: String? {
    switch self {
    case .notText, .noTable, .isTemplate, .badRow: "render it again: stigmerup-publish bootstrap"
    case .badLocation: "use https://host/path, file:///path or an absolute path"
    case .placeholder: nil
    }
  }
}
