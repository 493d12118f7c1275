package import Host
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
    /// The channels that are no longer followed here.
    package let channels: [ChannelName]
    /// The default that led to it, and is unset now.
    package let formerDefault: String?
    /// What still selects the release, which therefore stays.
    package let keptFor: [String]
    /// The folders of this machine whose overrides name what is gone.
    package let overrides: [String]
    /// What runs from it: from files that are gone.
    package let running: [ProcessTable.Entry]
  }

  /// Refuses what ``remove(_:force:)`` would refuse as things are; changes nothing.
  ///
  /// - Throws: ``RemovalError``.
  package func check(_ selector: ToolchainSelector, force: Bool) throws {
    _ = try plan(selector, force: force)
  }

  /// - Parameter force: Also when processes run from it, or something selects it. What would lead nowhere afterwards, a
  ///   channel or the default, goes with it.
  /// - Throws: ``RemovalError``; nothing is changed then.
  package func remove(_ selector: ToolchainSelector, force: Bool) throws -> Outcome {
    let writer = try session.writer()
    let plan = try plan(selector, force: force)
    // From the names that a start follows to the files: stopped in between, nothing leads to what is half gone.
    if plan.outcome.formerDefault != nil { try writer.setDefault(nil) }
    for channel in plan.outcome.channels { try writer.removeChannel(channel) }
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
    let channels = try channels(of: toolchain)
    let overrides = try overrides(naming: name)
    let formerDefault = try defaultAmong([name] + channels.map(\.rawValue))
    if !force {
      let referrers = Referrers(
        channels: channels, isDefault: formerDefault == name, overrides: overrides)
      guard referrers.isEmpty else { throw RemovalError.needed(name, by: referrers.texts) }
    }
    return Plan(
      toolchain: toolchain,
      outcome: Outcome(
        name: name, channels: channels, formerDefault: formerDefault, keptFor: [],
        overrides: overrides, running: try users(of: toolchain, force: force)))
  }

  private func plan(_ channel: ChannelName, force: Bool) throws -> Plan {
    guard let version = try session.home.release(of: channel) else {
      throw RemovalError.notFollowed(channel)
    }
    let formerDefault = try defaultAmong([channel.rawValue])
    guard force || formerDefault == nil else {
      throw RemovalError.needed(channel.rawValue, by: ["the default"])
    }
    let name = version.description
    let toolchain = try session.home.toolchain(named: name)
    let others = try toolchain.map { try channels(of: $0).filter { $0 != channel } } ?? []
    let referrers = Referrers(
      channels: others, isDefault: try defaultAmong([name]) != nil,
      overrides: try overrides(naming: name))
    let going = referrers.isEmpty ? toolchain : nil
    return Plan(
      toolchain: going,
      outcome: Outcome(
        name: name, channels: [channel], formerDefault: formerDefault,
        keptFor: referrers.texts, overrides: try overrides(naming: channel.rawValue),
        running: try going.map { try users(of: $0, force: force) } ?? []))
  }

  // MARK: what selects it

  /// What selects a toolchain by its name.
  private struct Referrers {
    let channels: [ChannelName]
    let isDefault: Bool
    /// Folders.
    let overrides: [String]

    var isEmpty: Bool { texts.isEmpty }

    var texts: [String] {
      channels.map { "channel '\($0)'" } + (isDefault ? ["the default"] : [])
        + overrides.map { "the override of '\($0)'" }
    }
  }

  private func channels(of toolchain: InstalledToolchain) throws -> [ChannelName] {
    guard let version = toolchain.release?.version else { return [] }
    return try ChannelName.selectable.filter { try session.home.release(of: $0) == version }
  }

  private func defaultAmong(_ names: [String]) throws -> String? {
    try session.home.defaultSelector().flatMap { names.contains($0) ? $0 : nil }
  }

  private func overrides(naming name: String) throws -> [String] {
    try session.home.overrides().entries.filter { $0.selector == name }.map(\.directory)
  }

  // MARK: what uses it

  private func users(
    of toolchain: InstalledToolchain, force: Bool
  ) throws -> [ProcessTable.Entry] {
    let folder = try Machine.realPath(session.home.path.appending(toolchain.place.path))
    let users = ProcessTable.users(of: folder)
    guard force || users.isEmpty else {
      throw RemovalError.inUse(toolchain.name, processes: users.map(\.line))
    }
    return users
  }
}
