internal import Model

/// A text that does not say where a repository is.
package enum LocationError: UserError, Equatable {
  /// Neither a URL of a kind that stigmerup reads, nor an absolute path.
  case unknownForm(String)
  case notEncrypted(String)
  case hasQuery(String)
  /// `file://host/path`: a file on another machine.
  case otherMachine(String)

  package var message: String {
    switch self {
    case .unknownForm(let text): "'\(Printable.escaped(text))' does not say where a repository is"
    case .notEncrypted(let url): "'\(url)' is not encrypted: http is for this machine alone"
    case .hasQuery(let url): "'\(url)' has a query or a fragment, and a repository's URL has none"
    case .otherMachine(let text):
      "'\(Printable.escaped(text))' names a file on another machine"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownForm:
      "use https://host/path, file:///path or an absolute path (http only for localhost)"
    case .notEncrypted(let url): "use https\(url.dropFirst("http".count))"
    case .hasQuery: "leave out everything from '?' or '#' on"
    case .otherMachine: "write file:///path, with three slashes, for a folder on this machine"
    }
  }
}
