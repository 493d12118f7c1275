import Host
import Installer

/// A question to the person at the terminal.
enum Confirmation {
  /// - Parameter remedy: How to answer in advance.
  /// - Throws: ``SelfInstallError/cannotAsk(command:)`` without a terminal.
  static func checkTerminal(remedy: String) throws {
    guard Terminal() != nil else { throw SelfInstallError.cannotAsk(command: remedy) }
  }

  /// How often a question is put to somebody who answers neither yes nor no.
  private static let attempts = 3

  /// - Parameter isUsual: Whether an empty answer means yes.
  /// - Throws: ``SelfInstallError/declined`` for no, for the end of input, and when no answer is
  ///   understood.
  static func ask(
    _ question: String, isUsual: Bool, remedy: String, on console: Console
  ) throws {
    guard let terminal = Terminal() else { throw SelfInstallError.cannotAsk(command: remedy) }
    for _ in 0..<attempts {
      guard let answer = terminal.ask("\(question) \(isUsual ? "[Y/n]" : "[y/N]") ") else {
        // After Ctrl-D the cursor still stands behind the question.
        console.urgent("")
        throw SelfInstallError.declined
      }
      switch answer.lowercased() {
      case "y", "yes": return
      case "n", "no": throw SelfInstallError.declined
      case "":
        if isUsual { return }
        throw SelfInstallError.declined
      default: continue
      }
    }
    throw SelfInstallError.declined
  }
}
