import Model

/// What the person at the terminal, or the lack of one, puts an end to.
enum RefusalError: UserError, Equatable {
  case cannotAsk(command: String)
  case declined
  case noPassphrase
  case passphrasesDiffer

  var message: String {
    switch self {
    case .cannotAsk: "cannot ask without a terminal"
    case .declined: "nothing was signed: the answer was not yes"
    case .noPassphrase: "there is no passphrase to encrypt the keys with"
    case .passphrasesDiffer: "the two passphrases differ; no key was made"
    }
  }

  var hint: String? {
    switch self {
    case .cannotAsk(let command): "say yes in advance: \(command) -y"
    case .noPassphrase: "set \(Passphrase.variable), or run it on a terminal"
    case .declined, .passphrasesDiffer: nil
    }
  }
}
