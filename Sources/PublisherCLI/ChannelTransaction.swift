import Host
import Model
import Publisher

/// Shows what a channel's change would do, asks, and carries it out under the repository's lock.
struct ChannelTransaction {
  let context: Context
  let repository: RepositoryOption
  let keys: KeysOption
  let confirmation: ConfirmationOptions
  /// What to type again, for hints.
  let command: String

  func run(_ plan: (ChannelPublication) throws -> ChannelChange) throws -> ExitStatus {
    let keys = try context.keys(keys)
    let repository = try context.repository(repository, keys: keys)
    let publication = ChannelPublication(repository, policies: try keys.policies())
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

  private func show(_ change: ChannelChange) {
    let text = ChannelChangeText(change)
    for line in text.lines { context.console.result(line) }
    for line in text.warnings { context.console.urgent(line) }
  }
}
