package import Model
package import Store

/// Which channel signs the manifest that a tree was made from: where the proof of its files begins.
package struct TreeSignature: Sendable {
  package let channel: ChannelName
  package let manifest: Digest
  /// As the channel's verified index lists it; `nil` when only the marker is left, because the index lists the release
  /// no more.
  package let entry: ChannelIndex.Entry?

  /// - Returns: `nil` when no channel is known to sign it.
  package static func find(
    of version: Version, _ tree: TreeIdentifier, in home: HomeFolder
  ) throws -> TreeSignature? {
    let indexes = ProvenIndexes(home)
    var silent: [ChannelName] = []
    for channel in ChannelName.selectable {
      guard let entry = indexes.index(of: channel)?.entry(for: version) else {
        silent.append(channel)
        continue
      }
      if tree.isMade(from: entry.manifest.digest) {
        return TreeSignature(channel: channel, manifest: entry.manifest.digest, entry: entry)
      }
    }
    // A marker was made from a verified index; but one that still speaks has the last word.
    for channel in silent {
      if let digest = try home.signedManifest(of: version, in: channel),
        tree.isMade(from: digest)
      {
        return TreeSignature(channel: channel, manifest: digest, entry: nil)
      }
    }
    return nil
  }
}
