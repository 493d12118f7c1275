private import Model

/// A release that does not even pass its own smoke test.
package enum SmokeTestError: UserError, Equatable {
  case noProgram(subject: String, program: String)
  case failed(subject: String, command: String, ending: ChildProcess.Ending, output: String)

  package var message: String {
    switch self {
    case .noProgram(let subject, let program):
      "\(subject) is broken: it brings no program '\(program)'"
    case .failed(let subject, let command, let ending, let output):
      "the smoke test of \(subject) failed: '\(command)' \(Self.text(ending))"
        + (output.isEmpty ? "" : ", and printed:\n\(output)")
    }
  }

  package var hint: String? { "nothing was switched or published; what ran before still runs" }

  private static func text(_ ending: ChildProcess.Ending) -> String {
    switch ending {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was ended by signal \(signal)"
    case .tookTooLong: "did not end within \(SmokeTest.timeLimit) seconds"
    }
  }
}
