import ArgumentParser
import Host
import Installer
import Model
import Selection
import Settings
import SystemPackage

/// `stigmerup pin`
struct Pin: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "Fix this project to a channel or a version.",
    discussion: """
      Writes \(ProjectPin.fileName) in the working directory; commit it, and everyone runs the \
      same. Comments in a file that is there survive. Without a selector it prints the pin that \
      holds here.

      Examples:
        stigmerup pin 1.4
        stigmerup pin
      """)

  @Argument(help: "A channel or a version.")
  var selector: String?

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    let home = try context.home()
    guard let selector else { return try show(context) }
    guard let chosen = ToolchainSelector(ByteString(selector)) else {
      _ = try SelectorReading(home: home).selector(selector)
      throw InstallerError.invalidSelector(selector)
    }
    guard chosen.isAllowedInPin else {
      // A name that is nothing here was misspelt; one that is a build here is nothing elsewhere.
      _ = try SelectorReading(home: home).selector(selector)
      throw SelectorError.notForPins(selector)
    }
    try write(chosen.text.description, context)
    SelectorWarning(home).print(for: chosen, on: context.console)
    RunningText(try context.askingSession(), context).noteDifference()
    return .done
  }

  private func write(_ selector: String, _ context: Context) throws {
    let folder = try Directory(try context.world.workingDirectory())
    let path = folder.path.appending(ProjectPin.fileName).string
    let existing = try folder.readFileIfPresent(ProjectPin.fileName, limit: ProjectPin.longestFile)
    // A file that cannot be understood is not edited.
    let before = try existing.map { try ProjectPin(parsing: $0, path: path) }
    guard before?.selector != selector else {
      return context.console.result("\(context.tilde(path)) says \"\(selector)\" already")
    }
    let text = ProjectPin.text(
      pinning: selector, in: existing.map { String(decoding: $0, as: UTF8.self) })
    let bytes = Array(text.utf8)
    guard bytes.count <= ProjectPin.longestFile,
      try ProjectPin(parsing: bytes, path: path).selector == selector
    else {
      throw PinError.cannotEdit(path)
    }
    let mode = try folder.status(ProjectPin.fileName)?.mode ?? 0o644
    try folder.replaceFile(ProjectPin.fileName, with: bytes, mode: mode, staging: folder)
    let was = before.map { " (was \"\(Printable.escaped($0.selector))\")" } ?? ""
    context.console.result("\(context.tilde(path)) says \"\(selector)\" now\(was)")
  }

  private func show(_ context: Context) throws -> ExitStatus {
    let start = try context.world.workingDirectory()
    var folder = start
    while true {
      let path = folder.appending(ProjectPin.fileName).string
      if let bytes = try Directory(folder)
        .readFileIfPresent(ProjectPin.fileName, limit: ProjectPin.longestFile)
      {
        let pin = try ProjectPin(parsing: bytes, path: path)
        context.console.result("\(Printable.escaped(pin.selector))   \(context.tilde(path))")
        return .done
      }
      let parent = folder.removingLastComponent()
      guard parent != folder, !parent.isEmpty else { throw PinError.none(start.string) }
      folder = parent
    }
  }
}
