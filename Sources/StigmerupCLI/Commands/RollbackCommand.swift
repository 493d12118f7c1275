import ArgumentParser
import Host
import Installer
import Model
import Store

/// `stigmerup rollback`
struct RollbackCommand: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Return a channel to the release that it had here before, and hold it there.",
    discussion: """
      Needs no network. 'stigmerup update' then leaves the channel where it is, until 'stigmerup \
      update --unhold'. Without a channel it is the one in use.

      Examples:
        stigmerup rollback
        stigmerup rollback beta
        stigmerup rollback beta --to 3
      """)

  @Argument(help: ArgumentHelp("The channel: stable, beta or dev.", valueName: "channel"))
  var channel: SelectableChannel?

  @Option(
    help: ArgumentHelp(
      "The generation to return to, by its number in 'stigmerup history'.", valueName: "number"))
  var to: Int?

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.changingSession()
    let rollback = Rollback(session)
    let plan = try rollback.plan(try channel?.name ?? ChannelInUse.find(in: session), to: to)
    if let conflict = plan.stateConflict { try warn(of: conflict, plan, context) }
    try rollback.carryOut(plan)
    tell(plan, context)
    RunningText(session, context).noteDifference()
    return .done
  }

  private func warn(
    of conflict: Rollback.StateConflict, _ plan: Rollback.Plan, _ context: Context
  ) throws {
    let console = context.console
    console.urgent(
      "warning: \(plan.target.version) knows stigmer's data up to version \(conflict.older), and "
        + "\(conflict.release), which is installed here too, writes version \(conflict.newer): "
        + "the data may be newer than the program")
    console.urgent(
      "first stop the server (stigmer server stop), and copy ~/.stigmer/data elsewhere; "
        + "stigmerup never touches it")
    guard !yes else { return }
    try Confirmation.ask(
      "Go back all the same?", isUsual: false, remedy: remedy, on: console)
  }

  private var remedy: String {
    ["stigmerup rollback", channel?.rawValue, to.map { "--to \($0)" }, "-y"].compactMap { $0 }
      .joined(separator: " ")
  }

  private func tell(_ plan: Rollback.Plan, _ context: Context) {
    let (channel, version) = (plan.channel, plan.target.version)
    context.console.result(
      plan.isHere
        ? "\(channel) is \(version), and held there"
        : "\(channel) was \(plan.present.version), and is \(version) now, held there")
    context.console.note("to let it move again: stigmerup update --unhold \(channel)")
  }
}
