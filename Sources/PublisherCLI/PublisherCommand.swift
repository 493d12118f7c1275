import ArgumentParser

/// A command: it parses; the publisher acts; the command says what came of it.
protocol PublisherCommand: ParsableCommand {
  var options: GlobalOptions { get }

  func run(in context: Context) throws -> ExitStatus
}
