import ArgumentParser
import Host

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell requests, decisions and timings.")
  var verbose = false

  @Option(help: ArgumentHelp("When to color text.", valueName: "when"))
  var color: Console.ColorChoice?

  @Flag(help: "Fetch nothing: use what is on this machine.")
  var offline = false
}

extension Console.ColorChoice: ExpressibleByArgument {}
