private import Host
package import Model
package import SystemPackage

/// The built programs, run to their end.
package struct StigmerupRun: Sendable {
  package let status: Int32
  package let output: String
  package let errors: String

  /// Where the programs are: `STIGMERUP_BIN`, else what `swift build` made.
  package static var programs: FilePath {
    if let folder = Environment.ofProcess().nonEmpty("STIGMERUP_BIN") { return FilePath(folder) }
    let tests = FilePath(#filePath).removingLastComponent().removingLastComponent()
    return tests.removingLastComponent().appending(".build/debug")
  }

  package static var isRoot: Bool { Machine.effectiveUser == 0 }

  /// Runs `program` with nothing but `environment`, its input empty, and no terminal.
  ///
  /// - Parameters:
  ///   - wrapper: What to start it with: another user, a terminal.
  package static func run(
    _ program: FilePath, _ arguments: [String], environment: [String: String],
    in folder: FilePath, wrapper: [String] = []
  ) throws -> StigmerupRun {
    let scratch = try TemporaryFolder()
    let (out, err) = (scratch.path.appending("out"), scratch.path.appending("err"))
    let outcome = try ChildProcess(
      program: "/bin/sh",
      arguments: [
        "-c", "out=$1 err=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$err\"", "sh", out.string,
        err.string,
        "/usr/bin/setsid", "--wait",
      ] + wrapper + [program.string] + arguments,
      environment: Environment(environment), workingDirectory: folder, timeLimit: 120,
      outputLimit: 1 << 20
    ).run()
    guard case .exited(let status) = outcome.ending else {
      throw StigmerupRunFailure(description: "\(program): \(outcome.ending)")
    }
    return StigmerupRun(
      status: status, output: try scratch.text(of: "out"), errors: try scratch.text(of: "err"))
  }

  /// Runs `program` at a terminal of its own, where `answer` is typed.
  ///
  /// - Returns: What the terminal shows is the output.
  package static func atTerminal(
    _ program: FilePath, _ arguments: String, answer: String = "", environment: [String: String],
    in folder: FilePath
  ) throws -> StigmerupRun {
    let line = "printf '%s' \"$2\" | exec script -qec \"'$0' $1\" /dev/null"
    return try run(
      "/bin/sh", ["-c", line, program.string, arguments, answer],
      environment: ["TERM": "xterm"].merging(environment) { _, own in own }, in: folder)
  }

  package static var hasTerminal: Bool {
    ((try? Directory("/usr/bin").status("script")) ?? nil) != nil
  }

  /// The output as the JSON object that it should be.
  package func json() throws -> Field {
    try Field(parsing: Array(output.utf8), document: "the output")
  }
}

package struct StigmerupRunFailure: Error, CustomStringConvertible {
  package let description: String
}
