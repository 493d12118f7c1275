import Host
import Installer
import Model

/// The shells' files that could not be changed, each with what a person has to do.
struct ShellFailureText {
  private let failures: [ShellSetup.Failure]

  init(_ failures: [ShellSetup.Failure]) { self.failures = failures }

  /// - Parameter remedy: What to do with the line: `"add this line by hand"`.
  func print(on console: Console, remedy: String) {
    for failure in failures {
      console.urgent("warning: \(Printable.escaped(failure.error.message, limit: 1000))")
      console.urgent("  \(remedy): \(Printable.escaped(failure.line, limit: 4000))")
    }
  }
}
