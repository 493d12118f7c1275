import Model

/// Arguments that parse, and yet make no sense together: exit status 2.
enum UsageError: UserError, Equatable {
  case plusSelector(String)
  case linkNeedsPrograms
  case linkNeedsOne
  case malformedComponent(String)
  case naturalWord(String, command: String)
  case shimFallback
  /// A selector that belongs to one channel, asked of another.
  case otherChannel(String, from: String)

  var message: String {
    switch self {
    case .plusSelector(let text): "'\(text)' means nothing to this command"
    case .linkNeedsPrograms: "what is to be linked? neither a folder nor a program was named"
    case .linkNeedsOne: "a folder and single programs cannot be linked together"
    case .malformedComponent(let text): "'\(text)' is not of the form NAME=PATH"
    case .naturalWord(let word, _): "there is no command 'stigmerup \(word)'"
    case .shimFallback: "this is for stigmerup's shims alone"
    case .otherChannel(let text, let channel): "'\(text)' cannot be asked of channel '\(channel)'"
    }
  }

  var hint: String? {
    switch self {
    case .plusSelector:
      "it goes before show, which, and the programs themselves: stigmer +beta server"
    case .linkNeedsPrograms, .linkNeedsOne:
      "stigmerup link NAME FOLDER, or stigmerup link NAME --component stigmer=PATH"
    case .malformedComponent: "--component stigmer=PATH"
    case .naturalWord(_, let command): command
    case .shimFallback: "stigmerup run SELECTOR COMMAND"
    case .otherChannel(_, let channel):
      "--from is for versions: stigmerup install 1.4.2 --from \(channel)"
    }
  }
}
