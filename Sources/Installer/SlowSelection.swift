package import Host
package import Selection
package import Settings
private import Store
private import SystemPackage

/// Selection with time to spare: the same rules as the shim's, and then what the shim cannot do: read any pin that is
/// valid TOML, ask the signed index, install what is missing, and say why not.
package struct SlowSelection {
  private let session: Session
  private let circumstances: Circumstances
  /// Who set `STIGMERUP_TOOLCHAIN`, if that was this command.
  private let command: String?

  /// - Parameters:
  ///   - program: The program to run: `stigmer`, `agent-runner`, …
  ///   - plusSelector: A first argument that begins with `+`, as it was typed.
  ///   - command: The command that set `STIGMERUP_TOOLCHAIN` itself, as a person knows it: `"'stigmerup run'"`.
  package init(
    _ session: Session, program: String, plusSelector: String?, command: String? = nil
  ) throws {
    guard let home = session.home.forSelection else {
      throw StoreError.relativeHome(session.home.path.string)
    }
    self.session = session
    self.command = command
    let environment = session.world.environment
    circumstances = Circumstances(
      home: home, program: ByteString(program),
      firstArgument: plusSelector.map { ByteString($0) }
    ) { name in environment[name.description].map { ByteString($0) } }
  }

  /// What was chosen, by which rule, and whether it is here.
  package struct Choice: Sendable {
    /// As a person would type it; `nil` for an inherited tree.
    package let selector: ToolchainSelector?
    package let reason: Reason
    /// `nil` when it is not installed.
    package let toolchain: Toolchain?
    /// What a pin asks for besides, when one won.
    package let pin: ProjectPin?
    /// What narrows the pin, when it has a lock beside it.
    package let lock: Lock?
  }

  package struct Lock: Sendable {
    package let file: String
    /// The version that it fixes.
    package let version: String
  }

  /// The file or variable behind a reason, as `show` names it.
  package func source(of reason: Reason) -> String {
    reason.source(in: circumstances.home)
  }

  /// The rule that won, in a sentence: `the default (stable)`.
  private func rule(_ reason: Reason, _ selector: ToolchainSelector?) -> String {
    switch reason {
    case .plusArgument: "the first argument"
    case .environment: command ?? source(of: reason)
    case .default: "the default" + (selector.map { " (\($0.text))" } ?? "")
    default: source(of: reason)
    }
  }

  /// Decides without changing or fetching anything.
  ///
  /// - Throws: ``SelectionError``; what a pin's file says wrong.
  package func choose() throws -> Choice {
    let decision: Decision
    do throws(HandOver) {
      decision = try circumstances.decide()
    } catch {
      return try recover(from: error)
    }
    return try resolve(decision, pin: try pin(of: decision.reason))
  }

  /// The program to start. What is missing is installed first, when `installing` and the settings allow it.
  package func launch(installing: Bool) throws -> Launch {
    let choice = try choose()
    let toolchain =
      try choice.toolchain
      ?? AutoInstall(session).install(
        choice, source: rule(choice.reason, choice.selector), allowed: installing
      ) { try choose().toolchain }
    do throws(HandOver) {
      return try circumstances.launch(toolchain, choice.reason)
    } catch {
      // Taken away since it was chosen: then it is missing, and may be installed.
      if choice.toolchain != nil, try !isPresent(toolchain.place.relativePath.description) {
        return try launch(installing: installing)
      }
      throw SelectionError(error.cause, source: rule(choice.reason, choice.selector))
    }
  }

  /// The environment of the program, as changes of this one's.
  package func environment(for launch: Launch) -> Environment {
    var environment = session.world.environment
    for change in circumstances.changes(for: launch) {
      environment[change.name.description] = change.value?.description
    }
    return environment
  }

  package func stamp(_ launch: Launch) { circumstances.home.stamp(launch.toolchain.place) }

  // MARK: what the quick way cannot do

  private func recover(from handOver: HandOver) throws -> Choice {
    guard handOver.cause == .oddPin, case .pin(let file)? = handOver.reason else {
      throw SelectionError(handOver.cause, source: handOver.reason.map { rule($0, nil) })
    }
    let pin = try readPin(file.description)
    let selector = try PinSelector.read(
      pin.selector, file: file.description, in: session.home)
    let decision: Decision
    do throws(HandOver) {
      decision = try Decision(selector, pinnedBy: file)
    } catch {
      throw SelectionError(error.cause, source: rule(.pin(file: file), selector))
    }
    return try resolve(decision, pin: pin)
  }

  private func pin(of reason: Reason) throws -> ProjectPin? {
    guard case .pin(let file) = reason else { return nil }
    return try readPin(file.description)
  }

  private func readPin(_ path: String) throws -> ProjectPin {
    let root = try Directory("/")
    return try ProjectPin(
      parsing: try root.readFile(String(path.drop { $0 == "/" }), limit: ProjectPin.longestFile),
      path: path)
  }

  private func resolve(_ decision: Decision, pin: ProjectPin?) throws -> Choice {
    let (selector, lock) = Self.parts(of: decision)
    let choice = { (toolchain: Toolchain?) in
      Choice(
        selector: selector, reason: decision.reason, toolchain: toolchain, pin: pin, lock: lock)
    }
    do throws(HandOver) {
      let toolchain = try circumstances.home.resolve(decision)
      let place = toolchain.place.relativePath.description
      guard try isPresent(place) else { return choice(Toolchain?.none) }
      return choice(toolchain)
    } catch {
      switch error.cause {
      case .notInstalled, .needsIndex, .notSigned, .notLockedBytes: return choice(Toolchain?.none)
      default: throw SelectionError(error.cause, source: rule(decision.reason, selector))
      }
    }
  }

  private static func parts(of decision: Decision) -> (ToolchainSelector?, Lock?) {
    switch decision.choice {
    case .toolchain: return (nil, nil)
    case .selector(let selector): return (selector, nil)
    case .locked(let release, let selector, let file):
      let lock = Lock(file: file.description, version: release.version.bytes.description)
      return (selector, lock)
    }
  }

  private func isPresent(_ place: String) throws(HandOver) -> Bool {
    do throws(HostError) {
      return try session.home.root.status(place) != nil
    } catch {
      throw HandOver(.oddLink(ByteString(place)), nil)
    }
  }
}
