import ArgumentParser

/// A command: it parses; the installer acts; the command says what came of it.
protocol StigmerupCommand: ParsableCommand {
  var options: GlobalOptions { get }
  /// Whether `stigmerup +SELECTOR COMMAND` means something.
  static var takesPlusSelector: Bool { get }

  func run(in context: Context) throws -> ExitStatus
}

extension StigmerupCommand {
  static var takesPlusSelector: Bool { false }
}
