private import Host
package import Model
package import Selection
private import Store
private import SystemPackage

/// Takes toolchains away.
package struct ToolchainRemoval {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  package struct Outcome: Sendable {
    package let name: String
    /// The channel that is no longer followed here.
    package let channel: ChannelName?
    /// What still selects the release, which therefore stays.
    package let keptFor: [String]
  }

  /// Refuses what ``remove(_:force:)`` would refuse as things are; changes nothing.
  ///
  /// - Throws: ``RemovalError``.
  package func check(_ selector: ToolchainSelector, force: Bool) throws {
    _ = try plan(selector, force: force)
  }

  /// - Parameter force: Also when processes run from it, or something selects it.
  /// - Throws: ``RemovalError``; nothing is changed then.
  package func remove(_ selector: ToolchainSelector, force: Bool) throws -> Outcome {
    let plan = try plan(selector, force: force)
    let writer = try session.writer()
    if let channel = plan.outcome.channel { try writer.removeChannel(channel) }
    if let toolchain = plan.toolchain { try writer.removeToolchain(toolchain) }
    try writer.refreshPrograms()
    return plan.outcome
  }

  private struct Plan {
    /// What is to go; `nil` when the release stays.
    let toolchain: InstalledToolchain?
    let outcome: Outcome
  }

  private func plan(_ selector: ToolchainSelector, force: Bool) throws -> Plan {
    if let channel = ToolchainInstall.channel(of: selector) {
      return try plan(channel, force: force)
    }
    let name = selector.text.description
    guard let toolchain = try session.home.toolchain(named: name) else {
      throw RemovalError.notHere(name)
    }
    let referrers = try referrers(of: toolchain, besides: nil)
    guard force || referrers.isEmpty else { throw RemovalError.needed(name, by: referrers) }
    try checkUnused(toolchain, force: force)
    return Plan(
      toolchain: toolchain, outcome: Outcome(name: name, channel: nil, keptFor: []))
  }

  private func plan(_ channel: ChannelName, force: Bool) throws -> Plan {
    guard let version = try session.home.release(of: channel) else {
      throw RemovalError.notFollowed(channel)
    }
    let isDefault = try session.home.defaultSelector() == channel.rawValue
    guard force || !isDefault else {
      throw RemovalError.needed(channel.rawValue, by: ["the default"])
    }
    let toolchain = try session.home.toolchain(named: version.description)
    let referrers = try toolchain.map { try self.referrers(of: $0, besides: channel) } ?? []
    if let toolchain, referrers.isEmpty { try checkUnused(toolchain, force: force) }
    return Plan(
      toolchain: referrers.isEmpty ? toolchain : nil,
      outcome: Outcome(name: version.description, channel: channel, keptFor: referrers))
  }

  /// What selects a toolchain by its name: channels, the default, overrides.
  private func referrers(of toolchain: InstalledToolchain, besides: ChannelName?) throws -> [String]
  {
    var found: [String] = []
    for channel in ChannelName.selectable where channel != besides {
      if try session.home.release(of: channel) == toolchain.release?.version,
        toolchain.release != nil
      {
        found.append("channel '\(channel)'")
      }
    }
    if try session.home.defaultSelector() == toolchain.name { found.append("the default") }
    for entry in try session.home.overrides().entries where entry.selector == toolchain.name {
      found.append("the override of '\(entry.directory)'")
    }
    return found
  }

  private func checkUnused(_ toolchain: InstalledToolchain, force: Bool) throws {
    guard !force else { return }
    let folder = try Machine.realPath(session.home.path.appending(toolchain.place.path))
    let users = ProcessTable.users(of: folder)
    guard users.isEmpty else {
      throw RemovalError.inUse(
        toolchain.name, processes: users.map { "\($0.identifier) \($0.command)" })
    }
  }
}
