import Host
import Model
import Publisher
import SystemPackage

/// What a command works in: the world as its options bend it, and the ways into repository and keys.
struct Context {
  let world: World
  /// For those who wait for the repository's lock: `stigmerup-publish channel publish`.
  let command: String

  init(_ command: any PublisherCommand) {
    var world = World.ofProcess()
    world.console.isQuiet = command.options.quiet
    world.console.colorChoice = command.options.color ?? .auto
    self.world = world
    let words = world.arguments.dropFirst().prefix(2).filter { !$0.hasPrefix("-") }
    self.command = (["stigmerup-publish"] + words).joined(separator: " ")
  }

  var console: Console { world.console }

  var now: Instant { world.clock() }

  /// - Throws: ``UsageError/missing(option:variable:)``.
  func path(_ given: String?, orVariable variable: String, option: String) throws -> FilePath {
    guard let text = given ?? world.environment.nonEmpty(variable) else {
      throw UsageError.missing(option: option, variable: variable)
    }
    guard !text.isEmpty else { throw UsageError.emptyPath(option: option) }
    return try world.absolute(text)
  }

  /// - Parameter signing: Keys that sign beside those of the folder.
  func keys(_ option: KeysOption, _ signing: SigningOptions? = nil) throws -> KeyFolder {
    let passphrase = Passphrase(world)
    var keys = try KeyFolder(try option.path(in: self)) { try passphrase.value() }
    keys.others = try signing?.signers(self, passphrase) ?? []
    return keys
  }

  /// - Parameter keys: Those that will sign: the repository must be theirs.
  func repository(_ option: RepositoryOption, keys: KeyFolder? = nil) throws -> RepositoryFolder {
    try RepositoryFolder.open(try option.path(in: self), anchoredBy: try keys?.anchor())
  }

  func writer(_ repository: RepositoryFolder) throws -> RepositoryWriter {
    try RepositoryWriter(repository, command: command) { holder in
      console.note("waiting for another stigmerup-publish: \(Printable.escaped(holder))")
    }
  }
}
