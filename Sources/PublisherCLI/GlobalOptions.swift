import ArgumentParser
import Host

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Option(help: ArgumentHelp("When to color text: auto, always or never.", valueName: "when"))
  var color: Console.ColorChoice?
}

extension Console.ColorChoice: ExpressibleByArgument {}
