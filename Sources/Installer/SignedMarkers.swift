private import Model
package import Store

/// Keeps `signed/` true: which manifest each channel's verified index lists under the versions that are here.
/// Selection reads it, so that what one channel signs never serves another.
package struct SignedMarkers {
  private let writer: HomeWriter

  package init(writer: HomeWriter) { self.writer = writer }

  /// Versions that an index does not name stay as they are when it has older lists, which were not read.
  package func update(from indexes: ChannelIndexes) throws {
    let versions = try writer.home.toolchains().compactMap { $0.release?.version }
    for channel in indexes.channels where ChannelName.selectable.contains(channel) {
      // A channel that failed has nothing to say; its error is told where it matters.
      guard let index = try? indexes.index(of: channel) else { continue }
      for version in versions {
        if let entry = index.entry(for: version) {
          try writer.recordSigned(version, manifest: entry.manifest.digest, in: channel)
        } else if index.older == nil {
          try writer.removeSigned(version, in: channel)
        }
      }
    }
  }

  /// A release found in an older list, which ``update(from:)`` does not read.
  package func record(_ release: ListedRelease) throws {
    guard ChannelName.selectable.contains(release.channel) else { return }
    try writer.recordSigned(
      release.version, manifest: release.entry.manifest.digest, in: release.channel)
  }
}
