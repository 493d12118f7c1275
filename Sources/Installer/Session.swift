package import Host
private import Model
package import Store

/// What one command works with: the home, what holds for it, and the repository once somebody asks for it.
package final class Session {
  package let world: World
  package let home: HomeFolder
  package let configuration: Configuration
  package let progress: any Progress
  /// What runs, for those who wait for it: `stigmerup update`.
  package let command: String
  /// Whether the command only asks, and must work where it cannot write.
  private let isReadOnly: Bool
  private var openedRepository: Repository?

  package init(
    world: World, home: HomeFolder, configuration: Configuration, progress: any Progress,
    command: String, isReadOnly: Bool = false
  ) {
    self.world = world
    self.home = home
    self.configuration = configuration
    self.progress = progress
    self.command = command
    self.isReadOnly = isReadOnly
  }

  package func repository() throws -> Repository {
    if let openedRepository { return openedRepository }
    let repository = try Repository(
      home: home, configuration: configuration, world: world, command: command,
      isReadOnly: isReadOnly)
    openedRepository = repository
    return repository
  }

  /// Takes away what a command left that was killed; others wait for a command that changes something.
  package func sweep() throws {
    guard let staging = try home.folder("staging"), try !staging.names().isEmpty else { return }
    _ = try writer()
  }

  /// The home with its lock held.
  package func writer() throws -> HomeWriter {
    try HomeWriter(home, command: command) { [world] holder in
      world.console.note("waiting for another stigmerup: \(holder)")
    }
  }
}
