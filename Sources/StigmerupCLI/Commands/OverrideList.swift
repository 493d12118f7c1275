import ArgumentParser
import Host
import Model
import Store
import SystemPackage

/// `stigmerup override list`
struct OverrideList: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the overrides of this machine.",
    discussion: """
      Example:
        stigmerup override list
      """)

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let overrides = try OverrideAccess(context, changing: false).overrides()
    if json {
      context.console.answer([
        (
          "overrides",
          .array(
            overrides.entries.map {
              ["directory": .string($0.directory), "selector": .string($0.selector)]
            })
        )
      ])
      return .done
    }
    if overrides.entries.isEmpty { context.console.note("there are no overrides") }
    var table = Table()
    for entry in overrides.entries {
      let isGone = (try? Directory(FilePath(entry.directory))) == nil
      table.add(
        context.tilde(entry.directory), Printable.escaped(entry.selector),
        isGone ? "the folder is gone" : "")
    }
    for line in table.lines { context.console.result(line) }
    return .done
  }
}
