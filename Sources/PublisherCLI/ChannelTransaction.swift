import Host
import Model
import Publisher

/// Shows what a channel's change would do, asks, and carries it out under the repository's lock.
struct ChannelTransaction {
  let context: Context
  let repository: RepositoryOption
  let keys: KeysOption
  let signing: SigningOptions
  let confirmation: ConfirmationOptions
  /// Where the change goes instead of the repository.
  let draft: String?
  /// What to type again, for hints.
  let command: String

  func run(_ plan: (ChannelPublication) throws -> ChannelChange) throws -> ExitStatus {
    let keys = try context.keys(keys, signing)
    let repository = try context.repository(repository, keys: keys)
    let publication = ChannelPublication(repository, policies: try keys.policies())
    if let draft { return try write(draft, publication, plan) }
    // Nobody waits for a person's answer; who needs none decides and writes under one lock.
    let early = confirmation.yes && !confirmation.dryRun ? try context.writer(repository) : nil
    let change = try plan(publication)
    guard !change.isNothing else {
      context.console.result(
        "\(change.channel) has \(change.manifest.version) as its current release already")
      if try publication.leavesDraft(change), !confirmation.dryRun {
        let writer = try early ?? context.writer(repository)
        try publication.carryOut(change, writer, keys: keys, at: context.now)
      }
      return .done
    }
    show(change)
    if confirmation.dryRun {
      context.console.note("nothing was signed or written (--dry-run)")
      return .done
    }
    if !confirmation.yes { try Question.ask("Sign this?", command: command) }
    let writer = try early ?? context.writer(repository)
    guard try early != nil || plan(publication) == change else {
      throw PublisherError.changedMeanwhile(change.channel)
    }
    try publication.carryOut(change, writer, keys: keys, at: context.now)
    context.console.result("\(change.channel) is now at \(change.manifest.version)")
    return .done
  }

  /// Makes a draft for several people to sign; the repository stays as it is.
  private func write(
    _ draft: String, _ publication: ChannelPublication,
    _ plan: (ChannelPublication) throws -> ChannelChange
  ) throws -> ExitStatus {
    let file = try DraftFile(draft, context)
    try file.checkIsNew()
    let change = try plan(publication)
    guard !change.isNothing else {
      context.console.result(
        "\(change.channel) has \(change.manifest.version) as its current release already")
      return .done
    }
    show(change)
    let draft = try publication.draft(of: change, at: context.now)
    if confirmation.dryRun {
      context.console.note("nothing was written (--dry-run)")
      return .done
    }
    try file.write(draft)
    for line in SignaturesText(draft).lines { context.console.result(line) }
    context.console.note("Next, on the machine of each:")
    context.console.note("  stigmerup-publish sign \(file.word) --key KEY")
    return .done
  }

  private func show(_ change: ChannelChange) {
    let text = ChannelChangeText(change)
    for line in text.lines { context.console.result(line) }
    for line in text.warnings { context.console.urgent(line) }
  }
}
