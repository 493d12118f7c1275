import ArgumentParser
import Host
import Installer
import Model
import Store

/// `stigmerup history`
struct HistoryCommand: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List what a channel pointed to on this machine, the last one first.",
    discussion: """
      Examples:
        stigmerup history
        stigmerup history beta --json
      """)

  @Argument(
    help: ArgumentHelp("The channel; by default the one in use.", valueName: "channel"))
  var channel: SelectableChannel?

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try context.askingSession()
    let channel = try channel?.name ?? ChannelInUse.find(in: session)
    let generations = try session.home.generations(of: channel)
    if generations.isEmpty, try session.home.release(of: channel) == nil {
      throw RollbackError.notFollowed(channel)
    }
    let present = try session.home.generation(of: channel)
    let here = Set(
      try session.home.toolchains().compactMap { $0.release?.manifest })
    if json {
      answer(channel, generations, present, here, context)
    } else {
      tell(generations, present, here, context)
    }
    return .done
  }

  private func tell(
    _ generations: [Generation], _ present: Generation?, _ here: Set<Digest>, _ context: Context
  ) {
    if generations.isEmpty { context.console.note("nothing was written down yet") }
    var table = Table()
    for generation in generations.reversed() {
      var marks: [String] = []
      if generation == present { marks.append("current") }
      if generation.isHeld { marks.append("held") }
      if !here.contains(generation.manifest) { marks.append("not installed") }
      table.add(
        "\(generation.number)", generation.time.description, generation.version.description,
        marks.joined(separator: ", "))
    }
    for line in table.lines { context.console.result(line) }
  }

  private func answer(
    _ channel: ChannelName, _ generations: [Generation], _ present: Generation?,
    _ here: Set<Digest>, _ context: Context
  ) {
    context.console.answer([
      ("channel", .string(channel.rawValue)),
      (
        "generations",
        .array(
          generations.reversed().map { generation in
            .fields([
              ("number", .integer(generation.number)),
              ("time", .string(generation.time.description)),
              ("version", .string(generation.version.description)),
              ("manifest", .string(generation.manifest.hex)),
              ("held", .boolean(generation.isHeld)),
              ("current", .boolean(generation == present)),
              ("installed", .boolean(here.contains(generation.manifest))),
            ])
          })
      ),
    ])
  }
}
