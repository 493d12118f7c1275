extension Home {
  /// The toolchain that serves `decision`, by reading links only.
  package func resolve(_ decision: Decision) throws(HandOver) -> Toolchain {
    switch decision.choice {
    case .toolchain(let place):
      // Whether it is still here shows when its program is looked up.
      return Toolchain(place: place, version: nil)
    case .selector(let selector):
      do throws(HandOver.Cause) {
        return try resolve(selector)
      } catch {
        throw HandOver(error, decision.reason)
      }
    case .locked(let release, let selector, _):
      do throws(HandOver.Cause) {
        return try resolve(release, within: selector)
      } catch {
        throw HandOver(error, decision.reason)
      }
    }
  }

  /// The lock says which bytes; a channel that its pin may ask must still say the same.
  private func resolve(
    _ release: LockedRelease, within selector: ToolchainSelector
  ) throws(HandOver.Cause) -> Toolchain {
    let version = release.version
    guard let tree = try tree(of: version) else { throw .notInstalled(.version(version)) }
    let digits = ToolchainPlace.manifestDigits
    guard tree.bytes[..<digits] == release.manifest.bytes[..<digits] else {
      throw .notLockedBytes(version)
    }
    for channel in Channel.consultationOrder where mayAsk(channel, for: selector) {
      guard let digest = try signedDigest(of: version, in: channel) else { continue }
      guard digest == release.manifest else { throw .notLockedBytes(version) }
      return Toolchain(place: .tree(id: tree), version: version)
    }
    throw .notSigned(version)
  }

  /// A pin that names a channel is asked of that one, whether or not this home follows it.
  private func mayAsk(_ channel: Channel, for selector: ToolchainSelector) -> Bool {
    switch selector {
    case .channel(let named): channel == named
    case .latest: channel == .stable
    case .devDay, .devCommit: channel == .dev
    case .version, .partial: consults(channel)
    case .linked: false
    }
  }

  private func resolve(_ selector: ToolchainSelector) throws(HandOver.Cause) -> Toolchain {
    switch selector {
    case .channel(let channel): try resolve(channel, for: selector)
    case .latest: try resolve(.stable, for: selector)
    case .version(let version): try resolve(version)
    case .partial(let partial): try resolve(partial)
    case .linked(let name): try resolveLinked(name)
    case .devDay, .devCommit: throw .needsIndex(selector)
    }
  }

  private func resolve(
    _ channel: Channel, for selector: ToolchainSelector
  ) throws(HandOver.Cause) -> Toolchain {
    guard let target = try target(of: link(of: channel)) else { throw .notInstalled(selector) }
    guard let version = target.dropping("../toolchains/").flatMap(VersionName.init),
      target == "../toolchains/" + version.bytes
    else { throw .oddLink(link(of: channel)) }
    guard let tree = try tree(of: version) else { throw .notInstalled(selector) }
    // The link was made from the channel's verified index, and that is enough. But once its tree is
    // gone, another channel could bring other bytes under the same version.
    if try verdict(of: channel, on: version, tree) == .contradicts { throw .notSigned(version) }
    return Toolchain(place: .tree(id: tree), version: version)
  }

  private func resolve(_ version: VersionName) throws(HandOver.Cause) -> Toolchain {
    guard let tree = try tree(of: version) else { throw .notInstalled(.version(version)) }
    for channel in Channel.consultationOrder where consults(channel) {
      switch try verdict(of: channel, on: version, tree) {
      case .signs: return Toolchain(place: .tree(id: tree), version: version)
      case .contradicts: throw .notSigned(version)
      case .isSilent: continue
      }
    }
    throw .notSigned(version)
  }

  /// Channel by channel, as the index would be asked; within one, the newest that is here.
  private func resolve(_ partial: PartialVersion) throws(HandOver.Cause) -> Toolchain {
    var candidates = try installedReleases(matching: partial)
    for channel in Channel.consultationOrder where !candidates.isEmpty && consults(channel) {
      var unlisted: [(version: VersionName, tree: ByteString)] = []
      for candidate in candidates {
        switch try verdict(of: channel, on: candidate.version, candidate.tree) {
        case .signs:
          return Toolchain(place: .tree(id: candidate.tree), version: candidate.version)
        case .contradicts: continue
        case .isSilent: unlisted.append(candidate)
        }
      }
      candidates = unlisted
    }
    throw .notInstalled(.partial(partial))
  }

  private func resolveLinked(_ name: ByteString) throws(HandOver.Cause) -> Toolchain {
    let link = "toolchains/" + name
    guard let target = try target(of: link) else { throw .notInstalled(.linked(name)) }
    guard target == "../linked/" + name else { throw .oddLink(link) }
    return Toolchain(place: .linked(name: name), version: nil)
  }

  /// Newest first.
  private func installedReleases(
    matching partial: PartialVersion
  ) throws(HandOver.Cause) -> [(version: VersionName, tree: ByteString)] {
    guard let names = names(in: path("toolchains")) else { throw .oddLink("toolchains") }
    var versions: [VersionName] = []
    for name in names {
      guard let version = VersionName(name), version.bytes == name, partial.matches(version)
      else { continue }
      let index = versions.firstIndex { version.isNewer(than: $0) } ?? versions.count
      versions.insert(version, at: index)
    }
    var releases: [(version: VersionName, tree: ByteString)] = []
    for version in versions {
      // nil: removed since the folder was read
      if let tree = try tree(of: version) { releases.append((version, tree)) }
    }
    return releases
  }

  private func consults(_ channel: Channel) -> Bool { channel == .stable || follows(channel) }

  private enum Verdict {
    case signs, contradicts, isSilent
  }

  /// What a channel's verified index says of a version that is here as `tree`.
  private func verdict(
    of channel: Channel, on version: VersionName, _ tree: ByteString
  ) throws(HandOver.Cause) -> Verdict {
    guard let digest = try signedDigest(of: version, in: channel) else { return .isSilent }
    let digits = ToolchainPlace.manifestDigits
    return digest.bytes[..<digits] == tree.bytes[..<digits] ? .signs : .contradicts
  }

  /// The manifest that a channel's verified index was seen to list under `version`.
  private func signedDigest(
    of version: VersionName, in channel: Channel
  ) throws(HandOver.Cause) -> ByteString? {
    let marker = "signed/" + channel.name + "/" + version.bytes
    guard let digest = try target(of: marker) else { return nil }
    guard digest.bytes.count == 64, digest.bytes.areLowerHex else { throw .oddLink(marker) }
    return digest
  }

  /// The id of the tree behind `toolchains/<version>`, or nil when that is not here.
  private func tree(of version: VersionName) throws(HandOver.Cause) -> ByteString? {
    let link = "toolchains/" + version.bytes
    guard let target = try target(of: link) else { return nil }
    guard let relative = target.dropping("../"),
      case .tree(let id)? = ToolchainPlace(relativePath: relative)
    else { throw .oddLink(link) }
    return id
  }

  private func target(of link: ByteString) throws(HandOver.Cause) -> ByteString? {
    switch readLink(path(link)) {
    case .target(let target): return target
    case .absent: return nil
    case .odd: throw .oddLink(link)
    }
  }
}

extension HandOver.Cause: Error {}
