internal import Model

/// Whether a release has what those who update to it need.
struct ReleaseCompleteness {
  let manifest: Manifest

  /// - Throws: ``PublisherError/lacksMainComponent(_:component:platform:)``.
  func check() throws(PublisherError) {
    let main: ComponentName = manifest.product == .stigmer ? .stigmer : .stigmerup
    for platform in manifest.platforms
    where manifest.components[main]?.artifacts[platform] == nil {
      throw .lacksMainComponent(manifest.version, component: main, platform: platform)
    }
  }

  /// What those who have `current` would lose.
  func losses(since current: Manifest) -> [String] {
    var losses: [String] = []
    for platform in current.platforms {
      guard manifest.platforms.contains(platform) else {
        losses.append("it brings nothing for \(platform), which \(current.version) has")
        continue
      }
      for (name, component) in current.components.sorted(by: { $0.key < $1.key })
      where component.artifacts[platform] != nil
        && manifest.components[name]?.artifacts[platform] == nil
      {
        losses.append("it lacks '\(name)' for \(platform), which \(current.version) has")
      }
    }
    return losses
  }
}
