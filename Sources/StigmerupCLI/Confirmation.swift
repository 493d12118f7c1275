import Host
import Installer

/// A question to the person at the terminal.
enum Confirmation {
  /// - Parameter remedy: How to answer in advance.
  /// - Throws: ``SelfInstallError/cannotAsk(command:)`` without a terminal.
  static func checkTerminal(remedy: String) throws {
    guard Terminal() != nil else { throw SelfInstallError.cannotAsk(command: remedy) }
  }

  /// - Parameter isUsual: Whether an empty answer means yes.
  /// - Throws: ``SelfInstallError/declined`` for every answer but yes, and for the end of input.
  static func ask(_ question: String, isUsual: Bool, remedy: String) throws {
    guard let terminal = Terminal() else { throw SelfInstallError.cannotAsk(command: remedy) }
    let answer = terminal.ask("\(question) \(isUsual ? "[Y/n]" : "[y/N]") ")?.lowercased()
    guard let answer, ["y", "yes"].contains(answer) || (isUsual && answer.isEmpty) else {
      throw SelfInstallError.declined
    }
  }
}
