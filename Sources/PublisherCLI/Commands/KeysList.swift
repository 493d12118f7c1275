import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct KeysList: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show the keys of a folder: whose they are, and whether they still count.",
    discussion: """
      With a repository also whether its metadata still names each key, and when its role expires.

      Keys: none are opened that are encrypted; their ids are read from the public halves.

      Example:
        stigmerup-publish keys list --keys keys
        stigmerup-publish keys list --keys keys --repo repo
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var keys: KeysOption
  @OptionGroup var repository: RepositoryOption

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let folder = try KeyFolder(try keys.path(in: context)) { nil }
    let metadata = try metadata(context)
    let rows = try KeyListing(folder, metadata).rows()
    if json {
      context.console.answer([("keys", .array(rows.map(Self.json)))])
      return .done
    }
    var table = Table()
    table.add("FILE", "ROLE", "KEY", "TYPE", "ENCRYPTED", "NAMED", "ROLE EXPIRES")
    for row in rows {
      table.add(
        row.file.name, row.file.role, row.key?.id.short ?? "unknown",
        row.key?.schemeName ?? "unknown", row.isEncrypted ? "yes" : "no",
        row.isNamed.map { $0 ? "yes" : "no" } ?? "-", row.expires?.description ?? "-")
    }
    for line in table.lines { context.console.result(line) }
    for row in rows where row.isOpenToOthers {
      context.console.urgent(
        "warning: '\(Printable.escaped(row.file.name))' can be read by others (chmod 600)")
    }
    return .done
  }

  private func metadata(_ context: Context) throws -> CurrentMetadata? {
    guard
      repository.folder != nil
        || context.world.environment.nonEmpty(RepositoryOption.variable) != nil
    else { return nil }
    return try context.repository(repository).metadata()
  }

  private static func json(_ row: KeyListing.Row) -> JSON {
    .fields([
      ("file", .string(row.file.name)), ("role", .string(row.file.role)),
      ("id", row.key.map { .string($0.id.description) }),
      ("scheme", row.key.map { .string($0.schemeName) }),
      ("encrypted", .boolean(row.isEncrypted)), ("named", row.isNamed.map { .boolean($0) }),
      ("expires", row.expires.map { .string($0.description) }),
    ])
  }
}
