package import Host
private import Model
private import SystemPackage

/// Whether root is about to write into the home of a person, as `sudo` without `-H` does on many systems.
package enum SudoCheck {
  /// - Parameter effectiveUser: The user id that this process has (`geteuid(2)`).
  /// - Throws: ``ShellError/homeOfAnotherUser(home:owner:)``. Root in its own home is fine, as in containers.
  package static func check(
    _ world: World, effectiveUser: UInt32 = Machine.effectiveUser
  ) throws {
    guard effectiveUser == 0, let home = world.userHome, !isContainerJob(world),
      // A home that is not there is reported by what needs it.
      let status = try? Directory(home).status(), status.owner != 0
    else { return }
    throw ShellError.homeOfAnotherUser(home: home.string, owner: status.owner)
  }

  /// GitHub runs a job in a container as root, with a HOME that belongs to the runner's user outside.
  private static func isContainerJob(_ world: World) -> Bool {
    world.environment["GITHUB_ACTIONS"] == "true"
      && world.environment.nonEmpty("SUDO_USER") == nil
  }
}
