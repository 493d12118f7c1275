import Model

/// What the person at the terminal, or the lack of one, puts an end to.
enum RefusalError: UserError, Equatable {
  case cannotAsk(command: String)
  case declined
  case noPassphrase
  case passphrasesDiffer
  case wrongPassphrase(keyFile: String)

  var message: String {
    switch self {
    case .cannotAsk: "cannot ask without a terminal"
    case .declined: "nothing was signed: the answer was not yes"
    case .noPassphrase: "there is no passphrase to encrypt the keys with"
    case .passphrasesDiffer: "the two passphrases differ; no key was made"
    case .wrongPassphrase(let path):
      "the passphrase in \(Passphrase.variable) does not open '\(Printable.escaped(path, limit: 4000))'"
    }
  }

  var hint: String? {
    switch self {
    case .cannotAsk(let command): "say yes in advance: \(command) -y"
    case .noPassphrase: "set \(Passphrase.variable), or run it on a terminal"
    case .wrongPassphrase: "set the right one, or unset it and run it on a terminal, which asks"
    case .declined, .passphrasesDiffer: nil
    }
  }
}
