package import Model

/// Which components of a release are wanted.
package struct Components: Sendable, Equatable {
  package var profile: Profile
  /// Besides those of the profile: what a person or a pin named.
  package var extra: [ComponentName]

  package init(profile: Profile, extra: [ComponentName] = []) {
    self.profile = profile
    self.extra = extra
  }

  /// - Throws: ``InstallerError`` when the release has nothing for the platform, or not a named component.
  package func chosen(from manifest: Manifest, on platform: Platform) throws -> [ComponentName] {
    guard manifest.platforms.contains(platform) else {
      throw InstallerError.noPlatform(
        manifest.version, platform: platform.description, published: manifest.platforms)
    }
    var chosen = Set(manifest.components(of: profile, on: platform))
    for name in extra {
      guard manifest.components[name]?.artifacts[platform] != nil else {
        throw InstallerError.unknownComponent(
          name.description, version: manifest.version, known: manifest.components.keys.sorted())
      }
      chosen.insert(name)
    }
    return chosen.sorted()
  }
}
