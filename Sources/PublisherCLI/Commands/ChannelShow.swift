import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct ChannelShow: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every channel's current release, or one channel's releases.",
    discussion: """
      Keys: none.

      Example:
        stigmerup-publish channel show --repo repo
        stigmerup-publish channel show stable --repo repo
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption

  @Argument(help: "A channel: then its releases, the last one listed first.")
  var channel: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let channel = try channel.map { try ArgumentReading.channel($0) }
    let repository = try context.repository(repository)
    let metadata = try repository.metadata()
    guard let channel else {
      try showAll(metadata, repository, context.console)
      return .done
    }
    let index = try metadata.index(of: channel)
    let releases = try repository.releases(of: index)
    if json {
      context.console.answer(
        try summary(of: index, metadata) + [("releases", .array(releases.map(\.description)))])
      return .done
    }
    guard !releases.isEmpty else {
      context.console.note("nothing was published to \(channel) yet")
      return .done
    }
    var table = Table()
    table.add("VERSION", "PUBLISHED", "PLATFORMS", "")
    for entry in releases {
      table.add(
        entry.version.description, entry.published.description,
        entry.sizes.sorted { $0.key < $1.key }
          .map { "\($0.key) \(ByteCount.text($0.value))" }.joined(separator: ", "),
        (entry.version == index.current ? "current" : "") + (entry.yanked == nil ? "" : "yanked"))
    }
    for line in table.lines { context.console.result(line) }
    return .done
  }

  private func showAll(
    _ metadata: CurrentMetadata, _ repository: RepositoryFolder, _ console: Console
  ) throws {
    if json {
      let channels = try ChannelName.allCases.map { channel in
        JSON.fields(try summary(of: try metadata.index(of: channel), metadata))
      }
      return console.answer([("channels", .array(channels))])
    }
    var table = Table()
    table.add("CHANNEL", "CURRENT", "RELEASES", "SIGNED UNTIL")
    for channel in ChannelName.allCases {
      let index = try metadata.index(of: channel)
      table.add(
        channel.rawValue, index.current?.description ?? "-",
        String(try repository.releases(of: index).count),
        try metadata.role(of: channel)?.content.expires.date ?? "-")
    }
    for line in table.lines { console.result(line) }
  }

  private func summary(
    of index: ChannelIndex, _ metadata: CurrentMetadata
  ) throws -> [(String, JSON?)] {
    [
      ("channel", .string(index.channel.rawValue)),
      ("current", index.current.map { .string($0.description) }),
      (
        "expires",
        try metadata.role(of: index.channel).map { .string($0.content.expires.description) }
      ),
    ]
  }
}

extension ChannelIndex.Entry {
  fileprivate var description: JSON {
    .fields([
      ("version", .string(version.description)), ("published", .string(published.description)),
      ("manifest", manifest.json), ("yanked", yanked.map { .string($0) }),
      ("sizes", .fields(sizes.map { ($0.key.description, .integer($0.value)) })),
    ])
  }
}
