package import Model

/// Why a lock cannot be made, moved or obeyed. Nothing was changed then.
package enum LockError: UserError, Equatable {
  /// A pin without one, where one is wanted.
  case missing(pin: String)
  /// What selects here is no pin.
  case noPinSelects(rule: String)
  /// A folder, a link or a device is where the lock should be written.
  case notReplaceable(file: String)
  case notOneVersion(String)
  case outsidePin(Version, selector: String, pin: String)
  case otherDay(Version, selector: String, published: String)
  case notInstalled(String, file: String)
  case notServed(Version, file: String, asked: [ChannelName])
  case otherBytes(Version, file: String, channel: ChannelName, locked: Digest, served: Digest)
  case otherArtifact(String, file: String, version: Version)
  case stale(file: String, problem: String)
  case yanked(Version, reason: String)
  case tooLong(Version)

  package var message: String {
    switch self {
    case .missing(let pin): "'\(pin)' has no lock beside it"
    case .noPinSelects(let rule): "what runs here is selected by \(rule), and only a pin has a lock"
    case .notReplaceable(let file): "'\(file)' is not a regular file; it was left as it is"
    case .notOneVersion(let text): "'\(text)' is not one whole version, and a lock holds just one"
    case .outsidePin(let version, let selector, let pin):
      "\(version) is not what '\(pin)' selects, which is \"\(selector)\""
    case .otherDay(let version, let selector, let published):
      "\(version) was published on \(published), and the pin says \"\(selector)\""
    case .notInstalled(let version, let file):
      "\(version), locked by '\(file)', is not installed"
    case .notServed(let version, let file, let asked):
      "the repository lists no \(version) in \(Self.list(asked)) any more, and '\(file)' locks it"
    case .otherBytes(let version, let file, let channel, let locked, let served):
      "channel '\(channel)' lists other bytes as \(version) than '\(file)' locks: "
        + "\(served.hex.prefix(12))…, and locked is \(locked.hex.prefix(12))…"
    case .otherArtifact(let name, let file, let version):
      "'\(file)' does not say of '\(Printable.escaped(name))' what the manifest of \(version) says"
    case .stale(let file, let problem): "'\(file)' is stale: \(problem)"
    case .yanked(let version, let reason):
      "\(version) is yanked: \(Printable.escaped(reason))"
    case .tooLong(let version):
      "a lock of \(version) would be longer than one may be: it has too many artifacts"
    }
  }

  package var hint: String? {
    switch self {
    case .missing: "to make one, and commit it: stigmerup pin --lock"
    case .noPinSelects: "stigmerup show says more; a pin with a lock: stigmerup pin stable --lock"
    case .notReplaceable: "move it away, then run the same command again"
    case .notOneVersion: "stigmerup pin --update 1.4.2; the pin itself: stigmerup pin 1.4"
    case .outsidePin(let version, _, _): "to change the pin too: stigmerup pin \(version) --lock"
    case .otherDay: "to take what the pin says now: stigmerup pin --update"
    case .notInstalled: "stigmerup install --locked"
    case .notServed:
      "nothing was changed; another release: stigmerup pin --update"
    case .otherBytes:
      "nothing was changed; ask the publisher which is right, and only then: stigmerup pin --update"
    case .otherArtifact, .stale: "to write it anew: stigmerup pin --update"
    case .yanked:
      "another release: stigmerup pin --update; to use it all the same: without --deny-yanked"
    case .tooLong: nil
    }
  }

  private static func list(_ channels: [ChannelName]) -> String {
    channels.map { "'\($0)'" }.joined(separator: " or ")
  }
}
