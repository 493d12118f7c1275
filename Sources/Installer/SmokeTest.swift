private import Host
package import Model
package import SystemPackage

/// One of a release's own commands, run before anything is switched to it: in an empty home, for at most 30 seconds.
package struct SmokeTest {
  package static let timeLimit = 30
  package static let outputLimit = 64 << 10

  /// The program, by its name, and its arguments.
  package let command: [String]

  package init(command: [String]) { self.command = command }

  /// - Parameters:
  ///   - programs: Where the release's programs lie.
  ///   - emptyFolder: Becomes its home and working directory.
  /// - Throws: ``InstallerError`` with the output when it fails.
  package func run(
    of version: Version, programs: [String: FilePath], emptyFolder: FilePath
  ) throws {
    let text = command.joined(separator: " ")
    guard let name = command.first, let program = programs[name] else {
      throw InstallerError.missingProgram(version, program: command.first ?? "")
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
    let ending: String
    switch outcome.ending {
    case .exited(status: 0): return
    case .exited(let status): ending = "ended with status \(status)"
    case .killed(let signal): ending = "was ended by signal \(signal)"
    case .tookTooLong: ending = "did not end within \(Self.timeLimit) seconds"
    }
    throw InstallerError.smokeTestFailed(
      version, command: text, ending: ending,
      output: String(decoding: outcome.output, as: UTF8.self))
  }
}
