import Model
import Selection
import Store

/// One version in the channels that a pin may ask, as the shim asks them: a pin to a channel asks that one alone.
struct PinnedReleases {
  private let repository: Repository
  private let followed: [ChannelName]

  init(_ session: Session) throws {
    repository = try session.repository()
    followed = try session.home.followedChannels()
  }

  func channels(for selector: ToolchainSelector) -> [ChannelName] {
    ReleaseLocator.channels(for: selector, followed: followed)
  }

  /// - Throws: ``InstallerError/notListed(selector:asked:suggestion:)``, ``LockError/otherDay(_:selector:published:)``.
  func find(_ version: VersionName, for selector: ToolchainSelector) throws -> ListedRelease {
    if let found = try release(version, for: selector) { return found }
    throw InstallerError.notListed(
      selector: version.bytes.description, asked: channels(for: selector), suggestion: nil)
  }

  /// - Returns: As the first channel that lists the version lists it; `nil` when none does.
  func release(_ version: VersionName, for selector: ToolchainSelector) throws -> ListedRelease? {
    let text = version.bytes.description
    for channel in channels(for: selector) {
      guard
        let entry = try repository.firstRelease(
          in: channel, where: { $0.version.description == text })
      else { continue }
      if case .devDay(let day) = selector, entry.published.date != day.description {
        throw LockError.otherDay(
          entry.version, selector: selector.text.description, published: entry.published.date)
      }
      return ListedRelease(channel: channel, entry: entry)
    }
    return nil
  }
}
