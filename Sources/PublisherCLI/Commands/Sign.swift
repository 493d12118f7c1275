import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct Sign: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Look at a draft, and sign it with your own key.",
    discussion: """
      Shows in words all that the draft changes, asks, and adds the signature to the file. No \
      repository is needed; where there is one (--repo, or a copy of its metadata folder), what \
      the draft calls the present state is held against it. To look at it, with no key: --dry-run.

      Keys: your own, of any role that the draft changes.

      A signing command is started without a shell, with this program's environment and terminal, \
      and 120 seconds; more than 4 KiB of output, another exit status than 0, or a signature that \
      --public-key does not verify is refused, and the file stays as it was.

      Example:
        stigmerup-publish sign root.draft --key root-alice.pem
        stigmerup-publish sign root.draft --key env:ROOT_KEY -y
        stigmerup-publish sign root.draft --sign-with ./sign-with-token \\
          --public-key root-alice.pub.pem
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var signing: SigningOptions
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "The draft.")
  var file: String

  func run(in context: Context) throws -> ExitStatus {
    let file = try DraftFile(file, context)
    var draft = try file.read()
    guard confirmation.dryRun || !signing.isEmpty else { throw UsageError.noKey }
    let folder = try checkedRepository(draft, context)
    for line in try DraftText(draft, folder).lines() { context.console.result(line) }
    if confirmation.dryRun {
      report(draft, file, context)
      context.console.note("nothing was signed (--dry-run)")
      return .done
    }
    if folder == nil {
      context.console.note("note: not held against a repository (--repo)")
    }
    let signers = try signing.signers(context, Passphrase(context.world))
    let isNew = try isOpen(draft, for: signers)
    if isNew {
      if !confirmation.yes {
        try Question.ask("Sign this?", command: "stigmerup-publish sign \(file.word) --key KEY")
      }
      for signer in signers { _ = try draft.sign(with: signer) }
      try file.write(draft)
    }
    context.console.result(isNew ? "signed" : "this key has signed it already")
    report(draft, file, context)
    return .done
  }

  /// Asked before the person is: a key that has no place here, or has signed, needs no answer.
  private func isOpen(_ draft: SigningDraft, for signers: [any Signer]) throws -> Bool {
    var isOpen = false
    for signer in signers {
      let requirements = draft.requirements().filter { $0.keys[signer.publicKey.id] != nil }
      guard !requirements.isEmpty else {
        throw CeremonyError.keyOfNoRole(signer.publicKey.id, possible: draft.requirements())
      }
      isOpen = isOpen || requirements.contains { !$0.signed.contains(signer.publicKey.id) }
    }
    return isOpen
  }

  private func checkedRepository(
    _ draft: SigningDraft, _ context: Context
  ) throws -> RepositoryFolder? {
    guard
      repository.folder != nil
        || context.world.environment.nonEmpty(RepositoryOption.variable) != nil
    else { return nil }
    let folder = try context.repository(repository)
    try DraftCheck(draft).checkBase(try folder.metadata())
    return folder
  }

  private func report(_ draft: SigningDraft, _ file: DraftFile, _ context: Context) {
    let signatures = SignaturesText(draft)
    for line in signatures.lines { context.console.result(line) }
    if signatures.isFinished {
      context.console.note("Next: stigmerup-publish publish \(file.word)")
    }
  }
}
