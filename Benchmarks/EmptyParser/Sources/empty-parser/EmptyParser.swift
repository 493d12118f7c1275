import ArgumentParser

/// The least that a program with ArgumentParser can do: what `stigmerup --version` is measured by.
@main
struct EmptyParser: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "empty-parser", version: "1.0.0")
}
