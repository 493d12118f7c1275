import Model

/// Arguments that parse, and yet make no sense: exit status 2.
enum UsageError: UserError, Equatable {
  case missing(option: String, variable: String)
  case emptyPath(option: String)
  case unknownChannel(String, meant: String?)
  case notAVersion(String, meant: String?)
  case notA(String, option: String, example: String)
  case swapped(command: String)
  case malformed(String, form: String)
  case twice(String)
  case unknownComponent(ComponentName, option: String)
  case versionUnknown(Platform)
  case unfinishedQuote(String)

  var message: String {
    switch self {
    case .missing(let option, let variable): "neither \(option) nor \(variable) is given"
    case .emptyPath(let option): "\(option) is empty"
    case .unknownChannel(let text, _): "there is no channel '\(Printable.escaped(text))'"
    case .notAVersion(let text, _): "'\(Printable.escaped(text))' is not a version"
    case .notA(let text, let option, _): "\(option): '\(Printable.escaped(text))' is not possible"
    case .swapped: "the version and the channel have changed places"
    case .malformed(let text, let form): "'\(Printable.escaped(text))' is not of the form \(form)"
    case .twice(let text): "\(text) is given twice"
    case .unknownComponent(let name, let option):
      "\(option) names '\(name)', which no --component adds"
    case .versionUnknown(let platform):
      "stigmerup for \(platform) does not run here, to be asked for its version"
    case .unfinishedQuote(let text):
      "the quotes in '\(Printable.escaped(text))' do not come in pairs"
    }
  }

  var hint: String? {
    switch self {
    case .missing(let option, let variable): "\(option) FOLDER, or: export \(variable)=FOLDER"
    case .unknownChannel(_, let meant?): "did you mean \(meant)?"
    case .unknownChannel: "the channels are stable, beta, dev and stigmerup"
    case .notAVersion(_, let meant?): "did you mean \(meant)?"
    case .notAVersion: "a version is written like 1.4.0 or 1.5.0-beta.2"
    case .notA(_, _, let example): example
    case .swapped(let command): command
    case .malformed(_, let form): form
    case .versionUnknown: "--version 1.4.0"
    case .emptyPath, .twice, .unknownComponent, .unfinishedQuote: nil
    }
  }
}
