import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage
import Trust

struct Publish: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Put a draft that all have signed into the repository.",
    discussion: """
      Several files must be copies of one draft that were signed apart; their signatures are put \
      together. A draft that is stale (the repository moved on since) or unfinished is refused, \
      and so is one that would leave another role without valid signatures.

      Keys: snapshot and timestamp, those that hold after the publication; no others.

      Example:
        stigmerup-publish publish root.draft --repo repo --keys keys
        stigmerup-publish publish signed-by-alice.draft signed-by-bob.draft
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "The draft, or copies of it.")
  var files: [String]

  func run(in context: Context) throws -> ExitStatus {
    guard let first = files.first else { throw UsageError.noKey }
    let file = try DraftFile(first, context)
    var draft = try file.read()
    for name in files.dropFirst() {
      let copy = try DraftFile(name, context)
      try draft.merge(try copy.read(), path: copy.path.string)
    }
    let keys = try context.keys(keys, signing)
    let repository = try context.repository(repository, keys: keys)
    let early = confirmation.yes && !confirmation.dryRun ? try context.writer(repository) : nil
    for line in try DraftText(draft, repository).lines() { context.console.result(line) }
    if !confirmation.yes && !confirmation.dryRun {
      try check(draft, repository, keys, context)
      try Question.ask("Publish this?", command: "stigmerup-publish publish \(file.word)")
    }
    let writer = try early ?? context.writer(repository)
    let publication = DraftPublication(draft, writer: writer, keys: keys, at: context.now)
    guard let preparation = try publication.prepare() else {
      context.console.result("the repository has exactly this already")
      return .done
    }
    if confirmation.dryRun {
      context.console.note("nothing was written (--dry-run)")
      return .done
    }
    try publication.carryOut(preparation)
    context.console.result("published: \(draft.roles.map(\.safe).joined(separator: ", "))")
    if draft.root != nil, try repository.hasBootstrap() {
      context.console.note(
        "note: install.sh's archives hold the earlier root, which leads to this one; "
          + "'stigmerup-publish bootstrap' renews them")
    }
    return .done
  }

  /// Before anybody is asked; nothing is locked while they think.
  private func check(
    _ draft: SigningDraft, _ repository: RepositoryFolder, _ keys: KeyFolder, _ context: Context
  ) throws {
    let writer = try context.writer(repository)
    _ = try DraftPublication(draft, writer: writer, keys: keys, at: context.now).prepare()
  }
}
