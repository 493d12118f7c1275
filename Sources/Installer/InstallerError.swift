package import Model

/// What keeps a release from being found or installed.
package enum InstallerError: UserError, Equatable {
  case invalidSelector(String)
  case reservedSelector(String)
  case noRepository
  case noTrust
  case offline(what: String)
  case emptyChannel(ChannelName)
  case notListed(selector: String, asked: [ChannelName], suggestion: String?)
  /// As far as this home knows without asking.
  case notSeen(selector: String, asked: [ChannelName], newest: Version?)
  case linkedNotHere(String)
  case wrongManifest(Version, channel: ChannelName, problem: String)
  case managerTooOld(Version, needs: Version)
  case noPlatform(Version, platform: String, published: [Platform])
  case machineLacks(Version, what: String)
  case unknownComponent(String, version: Version, known: [ComponentName])
  case noSpace(needed: Int, free: Int)
  case missingProgram(Version, program: String)
  case unsupportedMachine
  /// The new manager started, and said something else than its name and version.
  case wrongManager(Version, says: String)

  package var message: String {
    switch self {
    case .invalidSelector(let text): "'\(text)' names no channel, version or linked build"
    case .reservedSelector(let text):
      "'\(text)' cannot be selected: it is the manager's own channel"
    case .noRepository: "no repository is set"
    case .noTrust: "no repository is trusted here yet: there is no root"
    case .offline(let what): "\(what) is not on this machine, and --offline forbids to fetch it"
    case .emptyChannel(let channel): "nothing has been published to channel '\(channel)' yet"
    case .notListed(let selector, let asked, _):
      "no release matches '\(selector)' in \(Self.list(asked.map { "'\($0)'" }))"
    case .notSeen(let selector, let asked, _):
      "no release that this home has seen in \(Self.list(asked.map { "'\($0)'" })) matches '\(selector)'"
    case .linkedNotHere(let name): "there is no toolchain named '\(name)' on this machine"
    case .wrongManifest(let version, let channel, let problem):
      "the manifest of \(version) in channel '\(channel)' is refused: \(problem)"
    case .managerTooOld(let version, let needs):
      "\(version) needs stigmerup \(needs) or newer; this is \(ManagerVersion.text)"
    case .noPlatform(let version, let platform, let published):
      "\(version) is not published for \(platform), only for \(Self.list(published.map(\.description)))"
    case .machineLacks(let version, let what): "\(version) needs \(what)"
    case .unknownComponent(let name, let version, let known):
      "\(version) has no component '\(name)'; it has \(Self.list(known.map(\.description)))"
    case .noSpace(let needed, let free):
      "not enough space: \(ByteCount.text(needed)) are needed, \(ByteCount.text(free)) are free"
    case .missingProgram(let version, let program):
      "the release \(version) is broken: it brings no program '\(program)'"
    case .wrongManager(let version, let text):
      "the stigmerup released as \(version) says that it is '\(text.split(separator: "\n").first ?? "")'"
    case .unsupportedMachine: "stigmer is not built for this kind of machine"
    }
  }

  package var hint: String? {
    switch self {
    case .invalidSelector(let text): ChannelName.hint(for: text) ?? "stigmerup list --available"
    case .reservedSelector: "to update stigmerup itself: stigmerup self update"
    case .noRepository: "stigmerup self install --repository URL, or STIGMERUP_REPOSITORY"
    case .noTrust:
      "install stigmerup with install.sh, or give the first root: stigmerup self install --root FILE"
    case .offline: "run it again without --offline"
    case .emptyChannel: "stigmerup list --available"
    case .notSeen(_, _, let newest):
      (newest.map { "the newest it has seen is \($0); " } ?? "")
        + "to look again: stigmerup list --available"
    case .notListed(_, _, let suggestion): suggestion ?? "stigmerup list --available"
    case .linkedNotHere(let name):
      ChannelName.hint(for: name)
        ?? "to see what is here: stigmerup list; to link a build: stigmerup toolchain link '\(name)' FOLDER"
    case .wrongManifest, .wrongManager: "nothing was changed; tell the publisher"
    case .managerTooOld: "stigmerup self update"
    case .noPlatform, .unsupportedMachine: nil
    case .machineLacks: "an older release may run here: stigmerup list --available"
    case .unknownComponent, .missingProgram: nil
    case .noSpace: "free some space, then run the same command again"
    }
  }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
