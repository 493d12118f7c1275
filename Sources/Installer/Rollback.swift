private import Host
package import Model
package import Store

/// Returns a channel to a release that it had on this machine before, without any network, and holds it there.
package struct Rollback {
  private let session: Session

  package init(_ session: Session) { self.session = session }

  /// What going back means: a pure value, made before anything is changed.
  package struct Plan: Sendable {
    package let channel: ChannelName
    package let present: Generation
    package let target: Generation
    /// Set when stigmer's data may be in a later form than the target knows.
    package let stateConflict: StateConflict?

    /// Whether the channel is at that release already, and only to be held there.
    package var isHere: Bool { present.version == target.version }
  }

  package struct StateConflict: Sendable, Equatable {
    /// The form of the data that the target writes.
    package let older: Int
    package let newer: Int
    /// The release here that writes the newer form.
    package let release: Version
  }

  /// - Parameter number: The generation to return to; `nil` for the release before.
  /// - Throws: ``RollbackError``.
  package func plan(_ channel: ChannelName, to number: Int?) throws -> Plan {
    let home = session.home
    guard let present = try home.generation(of: channel) else {
      guard let version = try home.release(of: channel) else {
        throw RollbackError.notFollowed(channel)
      }
      throw RollbackError.nothingBefore(channel, version)
    }
    let target: Generation
    if let number {
      let all = try home.generations(of: channel)
      guard let found = all.last(where: { $0.number == number }) else {
        throw RollbackError.noGeneration(number, channel, last: all.last?.number ?? 0)
      }
      target = found
    } else {
      guard let before = try home.generationBefore(in: channel) else {
        throw RollbackError.nothingBefore(channel, present.version)
      }
      target = before
    }
    try checkIsHere(target, channel)
    return Plan(
      channel: channel, present: present, target: target, stateConflict: try conflict(with: target))
  }

  /// The record first, then the link: stopped in between, the channel is where it was.
  package func carryOut(_ plan: Plan) throws {
    let writer = try session.writer()
    // Another process may have removed it since.
    try checkIsHere(plan.target, plan.channel)
    let time = session.world.clock()
    if try session.home.release(of: plan.channel) == plan.target.version {
      try writer.setHold(true, of: plan.channel, at: time)
    } else {
      try writer.switchChannel(
        plan.channel, to: plan.target.version, manifest: plan.target.manifest, at: time,
        isHeld: true)
    }
  }

  /// The very bytes that the channel had, and that nothing it signed since contradicts.
  private func checkIsHere(_ target: Generation, _ channel: ChannelName) throws {
    guard
      let release = try session.home.toolchain(named: target.version.description)?.release
    else { throw RollbackError.notHere(target.version, channel, number: target.number) }
    let signed = try session.home.signedManifest(of: target.version, in: channel)
    guard release.manifest == target.manifest, signed == nil || signed == target.manifest else {
      throw RollbackError.otherBytes(target.version, channel)
    }
  }

  // MARK: stigmer's data

  /// One data folder serves all toolchains: any of them may have written it.
  private func conflict(with target: Generation) throws -> StateConflict? {
    var newest: (state: Int, version: Version)?
    var own: Int?
    for toolchain in try session.home.toolchains() {
      guard let release = toolchain.release, let state = try state(of: toolchain) else { continue }
      if release.version == target.version { own = state }
      if state > newest?.state ?? -1 { newest = (state, release.version) }
    }
    guard let own, let newest, own < newest.state else { return nil }
    return StateConflict(older: own, newer: newest.state, release: newest.version)
  }

  private func state(of toolchain: InstalledToolchain) throws -> Int? {
    guard
      let bytes = try session.home.root
        .readFileIfPresent("\(toolchain.place.path)/manifest.json", limit: Limits.manifest)
    else { return nil }
    // A manifest that is damaged says nothing; `verify` finds it.
    return try? Manifest(parsing: bytes).stateVersion
  }
}
