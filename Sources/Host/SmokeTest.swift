package import SystemPackage

/// One of a release's own commands, run before anything depends on the release: in an empty home, for at most 30 seconds.
package struct SmokeTest {
  package static let timeLimit = 30
  package static let outputLimit = 64 << 10

  /// What is tested, for messages: `"1.4.2"`.
  package let subject: String
  /// The program, by its name, and its arguments.
  package let command: [String]

  package init(of subject: String, command: [String]) {
    self.subject = subject
    self.command = command
  }

  /// - Parameters:
  ///   - programs: Where the release's programs lie.
  ///   - emptyFolder: Becomes its home and working directory.
  /// - Throws: ``SmokeTestError`` with the output when it fails; ``HostError`` when it cannot be started.
  package func run(programs: [String: FilePath], emptyFolder: FilePath) throws {
    let text = command.joined(separator: " ")
    guard let name = command.first, let program = programs[name] else {
      throw SmokeTestError.noProgram(subject: subject, program: command.first ?? "")
    }
    var environment = Environment([
      "HOME": emptyFolder.string, "TMPDIR": emptyFolder.string, "PATH": "/usr/bin:/bin",
      "LC_ALL": "C",
    ])
    environment["STIGMER_AGENT_RUNNER_BIN"] = programs["agent-runner"]?.string
    let outcome = try ChildProcess(
      program: program, arguments: Array(command.dropFirst()), environment: environment,
      workingDirectory: emptyFolder, timeLimit: Self.timeLimit, outputLimit: Self.outputLimit
    ).run()
    if outcome.ending == .exited(status: 0) { return }
    throw SmokeTestError.failed(
      subject: subject, command: text, ending: outcome.ending,
      output: String(decoding: outcome.output, as: UTF8.self))
  }
}
