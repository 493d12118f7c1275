import ArgumentParser
import Host
import Model
import Publisher

struct ReleaseRemove: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Drop the draft of a release that is not published.",
    discussion: """
      Its objects stay in the repository: other releases may have the same, and nobody is told of \
      them.

      Keys: none.

      Example:
        stigmerup-publish release remove 1.4.0 --repo repo
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var product: ProductOption

  @Argument(help: "The draft's version.")
  var version: String

  func run(in context: Context) throws -> ExitStatus {
    let version = try ArgumentReading.version(version)
    let repository = try context.repository(repository)
    let product = try product.value
    let writer = try context.writer(repository)
    let found = try ReleaseSearch(repository).draft(version, product)
    try Drafts(repository).remove(version, found.product, writer)
    context.console.result("removed the draft of \(found.product.rawValue) \(version)")
    return .done
  }
}
