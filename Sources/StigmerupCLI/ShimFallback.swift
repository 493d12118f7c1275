import Host
import Installer
import Model

/// What the shim hands over when its quick way ends: decide slowly, install what is missing,
/// explain, and go on into the program. Not a command of the parser: everything after the program's
/// name is the program's.
struct ShimFallback {
  static let word = "shim-fallback"

  private let program: String?
  private let arguments: [String]

  /// - Parameter arguments: What follows the word itself.
  init(arguments: [String]) {
    program = arguments.first
    self.arguments = Array(arguments.dropFirst())
  }

  func run(in context: Context) throws -> ExitStatus {
    guard let program else { throw UsageError.shimFallback }
    let session = try context.runningSession()
    let plusSelector = arguments.first.flatMap { $0.hasPrefix("+") ? $0 : nil }
    let selection = try SlowSelection(session, program: program, plusSelector: plusSelector)
    let launch = try selection.launch(installing: true)
    return Execution(context).start(
      launch, of: selection, plusSelector == nil ? arguments : Array(arguments.dropFirst()))
  }
}
