import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct Refresh: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Sign snapshot and timestamp anew, and every role that is near its expiry.",
    discussion: """
      Clients refuse a timestamp after \(Policies.onlineDays) days, so run this at least weekly, \
      from cron or a workflow. Another role with less than a third of its time left is renewed too, \
      if its keys are there; else: role edit --renew ROLE.

      Keys: snapshot and timestamp; of the other roles those that are there.

      Example:
        stigmerup-publish refresh --repo repo --keys keys
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions

  @Flag(help: "Show what would change, and change nothing.")
  var dryRun = false

  func run(in context: Context) throws -> ExitStatus {
    let keys = try context.keys(keys, signing)
    let repository = try context.repository(repository, keys: keys)
    let refresh = MetadataRefresh(
      repository, keys: keys, policies: try keys.policies(), time: context.now)
    let writer = dryRun ? nil : try context.writer(repository)
    let roles = try refresh.plan()
    if let writer { try refresh.carryOut(roles, writer) }
    report(roles, context)
    return .done
  }

  private func report(_ roles: [MetadataRefresh.Role], _ context: Context) {
    var table = Table()
    table.add("ROLE", "EXPIRED OR EXPIRES", "NOW")
    for role in roles {
      switch role.action {
      case .renewed(let until):
        table.add(role.name.description, role.expires.description, until.description)
      case .kept: table.add(role.name.description, role.expires.description, "unchanged")
      case .keysMissing:
        table.add(role.name.description, role.expires.description, "unchanged: its key is not here")
      }
    }
    for line in table.lines { context.console.result(line) }
    for role in roles where role.action == .keysMissing {
      context.console.urgent(
        "warning: role '\(role.name)' expires at \(role.expires), and its key is not here")
    }
    if dryRun { context.console.note("nothing was signed or written (--dry-run)") }
  }
}
