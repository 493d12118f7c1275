import ArgumentParser
import Host
import Installer
import Model
import Store

/// `stigmerup gc`
struct CleanUpCommand: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Remove toolchains that nothing needs, and what is left of old downloads.",
    discussion: """
      A release stays while a channel, the default, an override, this folder's pin or a running \
      process needs it, when 'stigmerup rollback' would return to it, or when it was used in the \
      last 30 days (setting gc-unused-for). Linked builds always stay.

      Examples:
        stigmerup gc --dry-run
        stigmerup gc --unused-for 7d
      """)

  @Flag(help: "Tell what would go, and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "How long nothing may have used it: 90m, 24h, 30d. What was used in the last hour always "
        + "stays.", valueName: "time"))
  var unusedFor: TimeAmount?

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let session = try dryRun ? context.askingSession() : context.changingSession()
    let cleanUp = CleanUp(session, unusedFor: unusedFor)
    let plan = try cleanUp.plan()
    // With nothing to remove, traces of what went before may still lie about.
    let outcome = try dryRun ? CleanUp.Outcome(removed: plan) : cleanUp.carryOut()
    if json {
      answer(outcome, context)
    } else {
      tell(outcome, context)
    }
    return .done
  }

  private func tell(_ outcome: CleanUp.Outcome, _ context: Context) {
    for item in outcome.kept {
      context.console.note("\(name(item)) stays: it was just taken into use")
    }
    guard !outcome.removed.isEmpty else { return context.console.result("nothing to remove") }
    var table = Table()
    for item in outcome.removed {
      table.add(name(item), ByteCount.text(item.size), lastUse(item))
    }
    for line in table.lines { context.console.result(line) }
    let total = ByteCount.text(outcome.removed.reduce(0) { $0 + $1.size })
    context.console.result(
      dryRun ? "\(total) would be freed; nothing was changed" : "removed, \(total) freed")
  }

  private func name(_ item: CleanUp.Item) -> String {
    switch item.kind {
    case .tree(let tree, let names):
      names.isEmpty
        ? "a tree without a name (\(tree.text.prefix(8))…)" : names.joined(separator: ", ")
    case .manager(let version): "stigmerup \(version)"
    case .download(let name): "download \(Printable.escaped(String(name.prefix(8))))…"
    }
  }

  private func lastUse(_ item: CleanUp.Item) -> String {
    if case .manager = item.kind { return "" }
    return "last used \(item.lastUse.date)"
  }

  private func answer(_ outcome: CleanUp.Outcome, _ context: Context) {
    context.console.answer([
      ("removed", .array(outcome.removed.map(Self.json))),
      ("kept", .array(outcome.kept.map(Self.json))),
      ("size", .integer(outcome.removed.reduce(0) { $0 + $1.size })),
      ("dry-run", .boolean(dryRun)),
    ])
  }

  private static func json(_ item: CleanUp.Item) -> JSON {
    var fields: [(String, JSON?)] = [
      ("size", .integer(item.size)), ("last-use", .string(item.lastUse.description)),
    ]
    switch item.kind {
    case .tree(let tree, let names):
      fields += [
        ("kind", "tree"), ("tree", .string(tree.text)),
        ("names", .array(names.map { .string($0) })),
      ]
    case .manager(let version):
      fields += [("kind", "stigmerup"), ("version", .string(version.description))]
    case .download(let name): fields += [("kind", "download"), ("name", .string(name))]
    }
    return .fields(fields)
  }
}

extension TimeAmount: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
