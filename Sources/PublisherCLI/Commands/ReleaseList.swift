import ArgumentParser
import Host
import Model
import Publisher

struct ReleaseList: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the releases that are not published yet.",
    discussion: """
      What is published: stigmerup-publish channel show.

      Keys: none.

      Example:
        stigmerup-publish release list --repo repo
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let drafts = try Drafts(try context.repository(repository)).all()
    if json {
      context.console.answer([("drafts", .array(drafts.map(\.description)))])
      return .done
    }
    guard !drafts.isEmpty else {
      context.console.note("there are no drafts")
      return .done
    }
    var table = Table()
    table.add("VERSION", "PLATFORMS", "COMPONENTS", "SIZE")
    for draft in drafts {
      table.add(
        draft.version.description, draft.platforms.map(\.description).joined(separator: " "),
        draft.components.keys.sorted().map(\.description).joined(separator: " "),
        ByteCount.text(draft.totalLength))
    }
    for line in table.lines { context.console.result(line) }
    return .done
  }
}

extension Manifest {
  /// Bytes on the wire, all platforms together.
  fileprivate var totalLength: Int {
    components.values.flatMap { $0.artifacts.values }.reduce(0) { $0 + $1.object.length }
  }

  fileprivate var description: JSON {
    .fields([
      ("version", .string(version.description)), ("product", .string(product.rawValue)),
      ("platforms", .array(platforms.map { .string($0.description) })),
      ("components", .array(components.keys.sorted().map { .string($0.description) })),
      ("length", .integer(totalLength)),
    ])
  }
}
