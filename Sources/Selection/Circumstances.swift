/// All that a choice depends on, besides the files of the home and of the folders above.
package struct Circumstances: Equatable, Sendable {
  package enum WorkingDirectory: Equatable, Sendable {
    /// The process's, asked for only when a rule needs it.
    case current
    /// Absolute, its links resolved.
    case path(ByteString)
  }

  package let home: Home
  /// The name of the program to run: `stigmer`, `agent-runner`, …
  package let program: ByteString
  package let workingDirectory: WorkingDirectory
  /// What follows the `+` of a first argument that begins with one; may be empty.
  package let plusSelector: ByteString?
  /// `STIGMERUP_TOOLCHAIN`; nil when empty, as all of these.
  package let toolchainVariable: ByteString?
  /// `STIGMERUP_INHERITED`
  package let inheritedVariable: ByteString?
  /// `STIGMER_AGENT_RUNNER_BIN`
  package let runnerVariable: ByteString?
  /// `STIGMERUP_RECURSION_COUNT`: shims above this one; 0 when unset or not a number.
  package let depth: Int

  /// - Parameter variable: A look-up in the environment by name.
  package init(
    home: Home, program: ByteString, firstArgument: ByteString?,
    workingDirectory: WorkingDirectory = .current, variable: (ByteString) -> ByteString?
  ) {
    func value(_ name: ByteString) -> ByteString? {
      guard let value = variable(name), !value.isEmpty else { return nil }
      return value
    }
    self.home = home
    self.program = program
    self.workingDirectory = workingDirectory
    plusSelector = firstArgument?.dropping("+")
    toolchainVariable = value(VariableName.toolchain)
    inheritedVariable = value(VariableName.inherited)
    runnerVariable = value(VariableName.runner)
    depth = Self.depth(value(VariableName.depth))
  }

  /// Up to six digits; more cannot come from counting.
  package static func depth(_ text: ByteString?) -> Int {
    guard let bytes = text?.bytes, bytes.count <= 6, bytes.areDigits else {
      return 0
    }
    return bytes.reduce(0) { $0 * 10 + Int($1 - Ascii.zero) }
  }
}
