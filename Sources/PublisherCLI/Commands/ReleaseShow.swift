import ArgumentParser
import Host
import Model
import Publisher

struct ReleaseShow: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a release brings: a draft, or one that a channel lists.",
    discussion: """
      Keys: none.

      Example:
        stigmerup-publish release show 1.4.0 --repo repo
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var product: ProductOption

  @Argument(help: "The release's version.")
  var version: String

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let version = try ArgumentReading.version(version)
    let repository = try context.repository(repository)
    let found = try ReleaseSearch(repository).find(version, try product.value)
    if json {
      context.console.answer([
        ("version", .string(version.description)),
        ("product", .string(found.manifest.product.rawValue)),
        ("draft", .boolean(found.channels.isEmpty)),
        ("channels", .array(found.channels.map { .string($0.rawValue) })),
        ("manifest", found.object.json), ("release", found.manifest.json),
      ])
      return .done
    }
    let place =
      found.channels.isEmpty
      ? "a draft" : "published in \(found.channels.map(\.rawValue).joined(separator: ", "))"
    context.console.result("\(found.manifest.product.rawValue) \(version), \(place)")
    for line in ReleaseText(found.manifest, object: found.object).lines {
      context.console.result(line)
    }
    return .done
  }
}
