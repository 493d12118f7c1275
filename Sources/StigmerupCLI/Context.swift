import ArgumentParser
import Host
import Installer
import Model
import Selection
import Settings
import Store
import SystemPackage

/// What a command works in: the world as its options bend it, and the way into the home.
struct Context {
  var world: World
  /// The command as others are told of it while they wait: `stigmerup update`.
  let command: String
  let isOffline: Bool
  /// A first argument that began with `+`, as it was typed.
  let plusSelector: String?
  /// Whether this command began in an older stigmerup, which updated itself for it.
  let isRenewed: Bool

  init(world: World, command: String, isOffline: Bool = false, plusSelector: String? = nil) {
    isRenewed = world.environment.nonEmpty(ManagerRenewal.variable) != nil
    self.world = world
    // Not for the programs that are started from here.
    self.world.environment[ManagerRenewal.variable] = nil
    self.command = command
    self.isOffline = isOffline
    self.plusSelector = plusSelector
  }

  init(_ invocation: Invocation, _ command: any StigmerupCommand) {
    let leading = invocation.options
    let options = command.options
    var world = World.ofProcess()
    world.console.isQuiet = leading.isQuiet || options.quiet
    world.console.isVerbose = leading.isVerbose || options.verbose
    world.console.colorChoice = options.color ?? leading.color ?? .auto
    self.init(
      world: world, command: "stigmerup \(invocation.words.first ?? "")",
      isOffline: leading.isOffline || options.offline, plusSelector: invocation.plusSelector)
  }

  var console: Console { world.console }

  func hasUselessPlusSelector(for command: any StigmerupCommand) -> Bool {
    plusSelector != nil && !type(of: command).takesPlusSelector
  }

  func report(_ error: any Error) { ErrorText(error).print(on: console) }

  // MARK: the home

  /// - Throws: ``StoreError/notInstalledHere(home:)`` when the folder is not there, or no home.
  func home() throws -> HomeFolder {
    let path = try HomeLocation.find(in: world)
    guard let home = try HomeFolder.open(path), try Self.isHome(home) else {
      throw StoreError.notInstalledHere(home: path.string)
    }
    return home
  }

  private static func isHome(_ home: HomeFolder) throws -> Bool {
    try home.root.status("self") != nil || home.root.status("trust") != nil
  }

  /// For commands that only ask: they never install and never write, and so work on a read-only
  /// home.
  func askingSession() throws -> Session {
    try session(try home(), isReadOnly: true)
  }

  /// For commands that change the home.
  ///
  /// - Throws: ``StoreError`` when it is another user's: before anything is fetched.
  func changingSession() throws -> Session {
    let home = try home()
    try HomeWriter.checkOwner(of: home)
    let session = try session(home, isReadOnly: false)
    warnOfSettings(session.configuration, of: home.path)
    return session
  }

  /// Of what was misspelt, or is of another version: it has no effect.
  func warnOfSettings(_ configuration: Configuration, of home: FilePath) {
    for key in configuration.unknownSettings {
      let place = tilde(home.appending(Settings.fileName).string)
      let line = key.line.map { ", line \($0)" } ?? ""
      console.note(
        "warning: '\(place)'\(line): there is no setting '\(Printable.escaped(key.name))'")
      if let meant = key.meant { console.note("hint: did you mean '\(meant)'?") }
    }
  }

  /// For `run` and the shims: they write only when something is missing, and may install that.
  func runningSession() throws -> Session { try session(try home(), isReadOnly: false) }

  private func session(_ home: HomeFolder, isReadOnly: Bool) throws -> Session {
    var configuration = try Configuration.load(home: home, world: world)
    if isOffline { configuration.isOffline = true }
    return Session(
      world: world, home: home, configuration: configuration, progress: progress(),
      command: command, isReadOnly: isReadOnly)
  }

  func progress() -> any Progress { ProgressDisplay(console) }

  /// `path` as a person would write it, the user's own folder as `~`; safe for a terminal.
  func tilde(_ path: String) -> String {
    Printable.escaped(shortened(path), limit: 4000)
  }

  private func shortened(_ path: String) -> String {
    guard let own = world.userHome?.string, own != "/" else { return path }
    if path == own { return "~" }
    return path.hasPrefix(own + "/") ? "~" + path.dropFirst(own.utf8.count) : path
  }
}
