import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup list --available`: what the channels list, as far as their signatures hold.
struct AvailableListing {
  /// How many releases of a channel are shown when nobody asked for more.
  private static let shortest = 10

  private let context: Context
  private let session: Session
  private let filter: String?

  init(_ context: Context, _ session: Session, filter: String?) {
    self.context = context
    self.session = session
    self.filter = filter
  }

  private struct Listing {
    let channel: ChannelName
    let current: Version?
    /// The last one listed first.
    let releases: [ChannelIndex.Entry]
    /// Others that are not shown.
    let hidden: Int
    /// The highest release that the channel lists, where its current one is lower.
    let higher: Version?
  }

  func run(json: Bool) throws -> ExitStatus {
    let channels = try self.channels()
    let repository = try session.repository()
    try repository.refresh(channels)
    var listings: [Listing] = []
    var status = ExitStatus.done
    for channel in channels {
      do {
        listings.append(try listing(of: channel, repository))
      } catch InstallerError.emptyChannel where channels.count > 1 {
        continue
      } catch {
        context.report(error)
        status = .failed
      }
    }
    if json {
      try answer(listings)
    } else {
      try tell(listings)
    }
    return status
  }

  /// - Throws: ``SelectorError`` for a filter that is neither a channel nor the beginning of a
  ///   version.
  private func channels() throws -> [ChannelName] {
    guard let filter else { return ChannelName.selectable }
    if let channel = filterChannel { return [channel] }
    switch ToolchainSelector(ByteString(filter)) {
    case .version, .partial: return ChannelName.selectable
    default:
      throw SelectorError.unknown(
        filter, meant: try SelectorReading(home: session.home).nearest(to: filter))
    }
  }

  private var filterChannel: ChannelName? {
    filter.flatMap { $0 == "latest" ? .stable : ChannelName(rawValue: $0) }
      .flatMap { ChannelName.selectable.contains($0) ? $0 : nil }
  }

  private func listing(of channel: ChannelName, _ repository: Repository) throws -> Listing {
    let index = try repository.index(of: channel)
    let highest = index.releases.map(\.version).max()
    let higher = highest.flatMap { highest in
      index.current.flatMap { $0 < highest ? highest : nil }
    }
    guard filter != nil else {
      let shown = index.releases.enumerated()
        .filter { $0.offset < Self.shortest || $0.element.version == index.current }
        .map(\.element)
      return Listing(
        channel: channel, current: index.current, releases: shown,
        hidden: index.releases.count - shown.count, higher: higher)
    }
    let releases = try repository.releases(in: channel).filter { matches($0.version) }
    return Listing(
      channel: channel, current: index.current, releases: releases, hidden: 0, higher: higher)
  }

  /// Pre-releases too: they can be installed by their whole version.
  private func matches(_ version: Version) -> Bool {
    guard let filter, filterChannel == nil,
      let beginning = ToolchainSelector(ByteString(filter))?.text.description
    else { return true }
    let text = version.description
    return text == beginning || [".", "-", "+"].contains { text.hasPrefix(beginning + $0) }
  }

  // MARK: telling

  private func tell(_ listings: [Listing]) throws {
    if listings.allSatisfy(\.releases.isEmpty) {
      let what = filter.map { " for '\($0)'" } ?? ""
      context.console.note("there is nothing to install\(what)")
    }
    for listing in listings where !listing.releases.isEmpty {
      context.console.result(listing.channel.rawValue)
      var table = Table(indent: 2)
      for entry in listing.releases {
        table.add(
          entry.version.description, entry.published.date,
          size(entry).map { ByteCount.text($0) } ?? "not for this machine",
          try marks(entry, listing).joined(separator: ", "))
      }
      for line in table.lines { context.console.result(line) }
      if let current = listing.current, let higher = listing.higher {
        context.console.note(
          "  the channel went back: its current release, \(current), is lower than \(higher)")
      }
      if listing.hidden > 0 {
        context.console.note(
          "  and \(listing.hidden) more; all of them: stigmerup list --available \(listing.channel)"
        )
      }
    }
  }

  private func size(_ entry: ChannelIndex.Entry) -> Int? {
    Machine.platform.flatMap { entry.sizes[$0] }
  }

  private func marks(_ entry: ChannelIndex.Entry, _ listing: Listing) throws -> [String] {
    var marks: [String] = []
    if entry.version == listing.current { marks.append("current") }
    if try isInstalled(entry) { marks.append("installed") }
    if let reason = entry.yanked { marks.append("yanked: \(Printable.escaped(reason))") }
    return marks
  }

  /// Whether these very bytes are here, and not others under the same version.
  private func isInstalled(_ entry: ChannelIndex.Entry) throws -> Bool {
    try session.home.toolchain(named: entry.version.description)?.release?.manifest
      == entry.manifest.digest
  }

  private func answer(_ listings: [Listing]) throws {
    var releases: [JSON] = []
    for listing in listings {
      for entry in listing.releases {
        releases.append(
          .fields([
            ("channel", .string(listing.channel.rawValue)),
            ("version", .string(entry.version.description)),
            ("published", .string(entry.published.description)),
            ("size", size(entry).map { .integer($0) }),
            ("current", .boolean(entry.version == listing.current)),
            ("installed", .boolean(try isInstalled(entry))),
            ("yanked", entry.yanked.map { .string($0) }),
            ("manifest", .string(entry.manifest.digest.hex)),
          ]))
      }
    }
    context.console.answer([("available", .array(releases))])
  }
}
