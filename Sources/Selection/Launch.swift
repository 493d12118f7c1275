/// What to execute, and what to tell it.
package struct Launch: Equatable, Sendable {
  package let toolchain: Toolchain
  /// Absolute. In a tree it is below `trees/<id>/components/`, so that no switch of a link can move
  /// a program that runs for weeks. It is argument 0 too.
  package let executable: ByteString
  /// The toolchain's `agent-runner`, likewise, if it brings one.
  package let runner: ByteString?
}

/// A change of the environment: nil removes the variable.
package struct VariableChange: Equatable, Sendable {
  package let name: ByteString
  package let value: ByteString?

  package init(name: ByteString, value: ByteString?) {
    self.name = name
    self.value = value
  }
}

extension Circumstances {
  /// Decides, resolves and finds the program.
  package func launch() throws(HandOver) -> Launch {
    let decision = try decide()
    return try launch(try home.resolve(decision), decision.reason)
  }

  package func launch(_ toolchain: Toolchain, _ reason: Reason) throws(HandOver) -> Launch {
    do throws(HandOver.Cause) {
      guard let executable = try home.executable(program, of: toolchain.place) else {
        throw HandOver.Cause.noExecutable(program)
      }
      let runner =
        program == runnerName ? executable : try home.executable(runnerName, of: toolchain.place)
      return Launch(toolchain: toolchain, executable: executable, runner: runner)
    } catch {
      throw HandOver(error, reason)
    }
  }

  /// The environment of the program, as changes of this one's.
  package func changes(for launch: Launch) -> [VariableChange] {
    var changes = [
      VariableChange(name: VariableName.inherited, value: launch.toolchain.place.relativePath),
      VariableChange(name: VariableName.depth, value: decimal(depth + 1)),
      VariableChange(name: VariableName.handedOver, value: nil),
    ]
    if let runner = launch.runner {
      changes.append(VariableChange(name: VariableName.runner, value: runner))
    } else if hasStaleRunner {
      changes.append(VariableChange(name: VariableName.runner, value: nil))
    }
    return changes
  }

  /// Whether the runner in the environment is one that a shim put there for another toolchain.
  /// One that a person chose stays.
  private var hasStaleRunner: Bool {
    guard let runnerVariable else { return false }
    if runnerVariable.hasPrefix(home.path("trees/")) { return true }
    guard let inheritedVariable,
      case .linked(let name)? = ToolchainPlace(relativePath: inheritedVariable)
    else { return false }
    return readLink(home.linkedExecutable(runnerName, name)) == .target(runnerVariable)
  }

  private var runnerName: ByteString { "agent-runner" }
}

extension Home {
  /// Where `place` has `program`, or nil when it has none or is gone.
  package func executable(
    _ program: ByteString, of place: ToolchainPlace
  ) throws(HandOver.Cause) -> ByteString? {
    guard program.isPlainName else { return nil }
    let link = place.relativePath + "/bin/" + program
    switch readLink(path(link)) {
    case .absent: return nil
    case .odd: throw .oddLink(link)
    case .target(let target):
      guard let executable = realPath(behind: target, of: place) else { throw .oddLink(link) }
      return executable
    }
  }

  private func realPath(behind target: ByteString, of place: ToolchainPlace) -> ByteString? {
    if case .linked = place { return target.isAbsolute ? target : nil }
    // At least a component and a name in it.
    guard let inside = target.dropping("../components/"), inside.isPlainPath,
      inside.bytes.contains(Ascii.slash)
    else { return nil }
    return path(place) + "/components/" + inside
  }

  func linkedExecutable(_ program: ByteString, _ name: ByteString) -> ByteString {
    path(ToolchainPlace.linked(name: name)) + "/bin/" + program
  }
}

private func decimal(_ number: Int) -> ByteString {
  var digits: [UInt8] = []
  var rest = number
  repeat {
    digits.append(Ascii.zero + UInt8(rest % 10))
    rest /= 10
  } while rest > 0
  return ByteString(digits.reversed())
}
