import ArgumentParser
import Host
import Installer
import Model
import Selection
import Settings
import Store
import SystemPackage

/// `stigmerup pin`
struct Pin: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "Fix this project to a channel or a version, and with a lock to its very bytes.",
    discussion: """
      Writes \(ProjectPin.fileName) in the working directory; commit it, and everyone runs the \
      same. Comments in a file that is there survive. Without a selector it prints the pin that \
      holds here.

      --lock writes \(ProjectLock.fileName) beside it: one version, and the digests of all its \
      bytes for every platform. While it is there, nothing else runs in this project, wherever \
      its channel has gone meanwhile; --update moves it.

      Examples:
        stigmerup pin 1.4
        stigmerup pin beta --lock
        stigmerup pin --update
        stigmerup pin --update 1.4.2
        stigmerup pin --check
        stigmerup pin
      """)

  @Argument(help: "A channel or a version; with --update the version to lock.")
  var selector: String?

  @Flag(help: "Lock the release that the pin selects now.")
  var lock = false

  @Flag(help: "Move the lock to what the pin selects now, or to a version that it allows.")
  var update = false

  @Flag(help: "Tell whether the lock agrees with its pin, without a network; exit with 100 if not.")
  var check = false

  @Flag(help: "With --check: answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func validate() throws {
    guard [lock, update, check].filter({ $0 }).count <= 1 else {
      throw ValidationError("Only one of --lock, --update and --check can be given")
    }
    guard check || !json else { throw ValidationError("--json goes with --check") }
    guard !check || selector == nil else {
      throw ValidationError("--check takes no selector: it looks at the pin that holds here")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    if check { return try PinCheck(context).run(json: json) }
    if update || (lock && selector == nil) {
      try PinLocking(context).lock(at: selector, moving: update)
    } else if let selector {
      try write(selector, context)
    } else {
      try show(context)
    }
    RunningText(try context.askingSession(), context).noteDifference()
    return .done
  }

  private func write(_ text: String, _ context: Context) throws {
    let home = try context.home()
    guard let chosen = ToolchainSelector(ByteString(text)) else {
      _ = try SelectorReading(home: home).selector(text)
      throw InstallerError.invalidSelector(text)
    }
    guard chosen.isAllowedInPin else {
      // A name that is nothing here was misspelt; one that is a build here is nothing elsewhere.
      _ = try SelectorReading(home: home).selector(text)
      throw SelectorError.notForPins(text)
    }
    let selector = chosen.text.description
    let project = Project(try Directory(try context.world.workingDirectory()))
    let before = try project.pin()?.selector
    guard let bytes = try project.pinText(selecting: selector) else {
      throw PinError.cannotEdit(project.pinPath)
    }
    // First what can fail: a pin is not written when its lock cannot follow.
    try PinLocking(context).follow(chosen, in: project, isAsked: lock)
    let path = context.tilde(project.pinPath)
    if before == selector {
      context.console.result("\(path) says \"\(selector)\" already")
    } else {
      try project.writePin(bytes)
      let was = before.map { " (was \"\(Printable.escaped($0))\")" } ?? ""
      context.console.result("\(path) says \"\(selector)\" now\(was)")
    }
    SelectorWarning(home).print(for: chosen, on: context.console)
  }

  private func show(_ context: Context) throws {
    _ = try context.home()
    let project = try PinLocking.project(context)
    guard let pin = try project.pin() else { throw PinError.none(project.pinPath) }
    let locked = try project.lock().map { ", locked to \($0.version)" } ?? ""
    context.console.result(
      "\(Printable.escaped(pin.selector))   \(context.tilde(project.pinPath))\(locked)")
  }
}
