import Model
import Store
import Trust

/// The channels' indexes that this home accepted last, each verified anew from the stored root down. No network, no
/// lock, and no clock: what was signed once proves what is installed, also after it expired.
final class ProvenIndexes {
  private let trust: StoredTrust
  private lazy var updater = makeUpdater()

  init(_ home: HomeFolder) { trust = StoredTrust(home) }

  /// - Returns: `nil` when there is none, or when it does not verify: then it proves nothing.
  func index(of channel: ChannelName) -> ChannelIndex? {
    do {
      guard let target = try updater?.targetInfo(for: TargetPath(channel.indexTarget)),
        target.role == RoleName(channel),
        let bytes = try trust.load("index/\(channel).json", limit: Limits.channelIndex)
      else { return nil }
      try target.check(bytes)
      return try ChannelIndex(parsing: bytes, of: channel)
    } catch {
      return nil
    }
  }

  private func makeUpdater() -> Updater? {
    do {
      return try Updater(
        source: OfflineSource(), store: StoredMetadata(trust), at: Instant(seconds: 0))
    } catch {
      return nil
    }
  }
}
