package import Model

/// Which components of a release are wanted: all of these together, and `stigmer` always.
package struct Components: Sendable, Equatable {
  /// `nil` adds nothing.
  package var profile: Profile?
  /// What a person or a pin named.
  package var extra: [ComponentName]
  /// What was here before, as far as the release has it.
  package var kept: [ComponentName]

  package init(
    profile: Profile? = nil, extra: [ComponentName] = [], kept: [ComponentName] = []
  ) {
    self.profile = profile
    self.extra = extra
    self.kept = kept
  }

  /// - Throws: ``InstallerError`` when the release has nothing, or no `stigmer`, for the platform, or not a named
  ///   component.
  package func chosen(from manifest: Manifest, on platform: Platform) throws -> [ComponentName] {
    guard manifest.platforms.contains(platform) else {
      throw InstallerError.noPlatform(
        manifest.version, platform: platform.description, published: manifest.platforms)
    }
    let offered = manifest.componentNames(on: platform)
    guard offered.contains(.stigmer) else {
      throw InstallerError.noMainComponent(manifest.version, platform: platform.description)
    }
    for name in extra where !offered.contains(name) {
      throw InstallerError.unknownComponent(
        name.description, version: manifest.version, known: offered)
    }
    let ofProfile = profile.map { manifest.components(of: $0, on: platform) } ?? []
    return Set([.stigmer] + ofProfile + extra + kept.filter(offered.contains)).sorted()
  }
}

extension Manifest {
  /// The components that it has for a platform, by name.
  func componentNames(on platform: Platform) -> [ComponentName] {
    components.filter { $0.value.artifacts[platform] != nil }.keys.sorted()
  }

  /// The greatest profile that `names` holds all components of: what somebody chose who has these.
  ///
  /// - Parameter usual: Preferred to others that bring the same.
  /// - Returns: `nil` when not even the least is there.
  func profile(
    of names: [ComponentName], on platform: Platform, usual: Profile
  ) -> Profile? {
    let held = Set(names)
    let brought = { (profile: Profile) in Set(components(of: profile, on: platform)) }
    guard let greatest = Profile.allCases.last(where: { brought($0).isSubset(of: held) }) else {
      return nil
    }
    return brought(usual) == brought(greatest) ? usual : greatest
  }
}
