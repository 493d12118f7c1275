package import Host
package import Model

/// A new stigmerup that does not work on this machine.
package enum ManagerCheckError: UserError, Equatable {
  case failed(Version, command: String, ChildProcess.Ending, output: String)
  /// It worked where it was unpacked, and not through `bin/`: the one before is back.
  case takenBack(Version, to: Version, reason: String)

  package var message: String {
    switch self {
    case .failed(let version, let command, let ending, let output):
      "stigmerup \(version) does not work here: '\(command)' \(Self.text(ending))"
        + (output.isEmpty ? "" : ", and printed:\n\(output)")
    case .takenBack(_, _, let reason): reason
    }
  }

  package var hint: String? {
    switch self {
    case .failed: "nothing was changed: this stigmerup stays"
    case .takenBack(_, let present, _): "stigmerup \(present) is back in its place, and works"
    }
  }

  private static func text(_ ending: ChildProcess.Ending) -> String {
    switch ending {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was ended by signal \(signal)"
    case .tookTooLong: "did not end within \(ManagerCheck.timeLimit) seconds"
    }
  }
}
