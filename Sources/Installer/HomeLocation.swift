package import Host
package import Store
package import SystemPackage

/// Where the home is: `STIGMERUP_HOME`; without it, where the running program lies; else `~/.stigmerup`.
///
/// The shim finds it in the same way, so the two cannot disagree.
package enum HomeLocation {
  package static func find(in world: World) throws(StoreError) -> FilePath {
    if world.environment.nonEmpty("STIGMERUP_HOME") == nil, let own = ofRunningProgram() {
      return own
    }
    return try HomeFolder.path(in: world)
  }

  /// The home that this program was installed in: its real path is `<home>/self/<version>/stigmerup`.
  package static func ofRunningProgram() -> FilePath? {
    guard let program = try? Machine.programPath() else { return nil }
    let versions = program.removingLastComponent().removingLastComponent()
    guard versions.lastComponent?.string == "self" else { return nil }
    return versions.removingLastComponent()
  }
}
