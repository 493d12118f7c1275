import SystemPackage

/// The command line as the suite's runner sends it: options in any order, before or after the command.
struct ClientArguments {
  enum Command: String { case initialize = "init", refresh, download }

  let command: Command
  /// The operand of `init`.
  let rootFile: FilePath?
  let metadataFolder: FilePath
  let metadataURL: String?
  let targetNames: [String]
  let targetFolder: FilePath?
  let targetURL: String?

  init(_ words: [String]) throws(UsageError) {
    var options: [String: [String]] = [:]
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        operands.append(word)
        continue
      }
      guard Self.known.contains(word) else { throw UsageError(problem: "unknown option '\(word)'") }
      guard let value = rest.popFirst() else {
        throw UsageError(problem: "'\(word)' wants a value")
      }
      options[word, default: []].append(value)
    }
    guard let command = operands.first.flatMap(Command.init),
      let folder = options["--metadata-dir"]?.last
    else { throw UsageError(problem: "a command and --metadata-dir are needed") }
    self.command = command
    rootFile = operands.count == 2 ? FilePath(operands[1]) : nil
    metadataFolder = FilePath(folder)
    metadataURL = options["--metadata-url"]?.last
    targetNames = options["--target-name"] ?? []
    targetFolder = options["--target-dir"]?.last.map { FilePath($0) }
    targetURL = options["--target-base-url"]?.last
  }

  private static let known = [
    "--metadata-dir", "--metadata-url", "--target-name", "--target-dir", "--target-base-url",
  ]
}
