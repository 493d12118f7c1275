package import Model

/// What keeps the publisher from doing its work.
package enum PublisherError: UserError, Equatable {
  // The repository
  case notEmpty(String)
  case keysInRepository(String)
  case notARepository(String)
  case metadataUnusable(reason: String)
  case otherRepository(String)
  case noSuchRole(String)
  // The keys
  case noKeys(String)
  case keyMissing(role: String, folder: String)
  case keyOpenToOthers(String)
  case keyNotTrusted(role: String, file: String)
  case tooFewKeys(role: String, there: Int, threshold: Int)
  // The policies
  case noPolicies(String)
  case policyOfNoChannel(String)
  case policyBroken(channel: ChannelName, key: String, file: String, problem: String)
  // Channels
  case noDraft(Version, drafts: [Version])
  case noSuchRelease(Version, channel: ChannelName, there: [Version], isDraft: Bool)
  case otherRelease(Version, channel: ChannelName)
  case wrongProduct(Version, product: Product, channel: ChannelName)
  case sameChannel(ChannelName)
  case changedMeanwhile(ChannelName)
  case lacksMainComponent(Version, component: ComponentName, platform: Platform)

  package var message: String {
    switch self {
    case .notEmpty(let path): "\(quoted(path)) is there already, and is not an empty folder"
    case .keysInRepository(let path):
      "the keys' folder \(quoted(path)) lies in the repository, which is served"
    case .notARepository(let path):
      "\(quoted(path)) is not a repository: it has no metadata/timestamp.json"
    case .metadataUnusable(let reason): "this repository's metadata cannot be built upon: \(reason)"
    case .otherRepository(let path): "the keys are those of another repository than \(quoted(path))"
    case .noSuchRole(let role): "this repository has no role '\(role)'"
    case .noKeys(let path): "there is no folder of keys \(quoted(path))"
    case .keyMissing(let role, let folder): "the key of role '\(role)' is not in \(quoted(folder))"
    case .keyOpenToOthers(let path): "the secret key \(quoted(path)) can be read by others"
    case .keyNotTrusted(let role, let file):
      "the key in \(quoted(file)) is not one that the repository trusts for role '\(role)'"
    case .tooFewKeys(let role, let there, let threshold):
      "role '\(role)' needs the signatures of \(threshold) keys, and \(there) are here"
    case .noPolicies(let path): "\(quoted(path)) holds no policy"
    case .policyOfNoChannel(let path): "\(quoted(path)) is named for no channel"
    case .policyBroken(let channel, let key, let file, let problem):
      "channel '\(channel)' refuses it: \(problem) ('\(key)' in \(quoted(file)))"
    default: channelMessage
    }
  }

  private var channelMessage: String {
    switch self {
    case .noDraft(let version, _): "there is no draft of \(version), and no channel lists it"
    case .noSuchRelease(let version, let channel, _, _):
      "channel '\(channel)' does not list \(version)"
    case .otherRelease(let version, let channel):
      "channel '\(channel)' lists \(version) with other bytes; releases are immutable"
    case .wrongProduct(let version, let product, let channel):
      "\(version) is a release of \(product.rawValue), and channel '\(channel)' is for \(channel.product.rawValue)"
    case .sameChannel(let channel): "'\(channel)' cannot be promoted to itself"
    case .changedMeanwhile(let channel): "channel '\(channel)' changed while you were asked"
    case .lacksMainComponent(let version, let component, let platform):
      "\(version) lacks the component '\(component)' for \(platform)"
    default: ""
    }
  }

  package var hint: String? {
    switch self {
    case .notEmpty: "choose another folder; what an interrupted init left can be removed"
    case .keysInRepository: "keep secret keys apart: --keys DIR, outside of it"
    case .notARepository: "make one: stigmerup-publish init DIR --keys DIR"
    case .metadataUnusable:
      "restore 'metadata' from a copy; what is wrong in all: stigmerup-publish verify"
    case .otherRepository: "name the folder of its own keys: --keys DIR"
    case .noKeys, .keyMissing: "name the folder with the keys: --keys DIR"
    case .keyOpenToOthers(let path): "chmod 600 \(quoted(path))"
    case .keyNotTrusted: "use the keys that this repository was made with"
    case .tooFewKeys(let role, _, _):
      ChannelName(rawValue: role) == nil
        ? "put the other keys beside it as \(role)-2.pem, …, or give them by --key"
        : "the others are elsewhere? add --draft FILE, then on each machine: stigmerup-publish sign FILE --key KEY"
    case .noPolicies, .policyOfNoChannel:
      "policies are named stable.toml, beta.toml, dev.toml and stigmerup.toml"
    case .policyBroken: "mend the release, or change the policy beside the keys"
    default: channelHint
    }
  }

  private var channelHint: String? {
    switch self {
    case .noDraft(let version, let drafts):
      drafts.isEmpty
        ? "stigmerup-publish release add --version \(version) …" : "drafts: \(list(drafts))"
    case .noSuchRelease(let version, let channel, _, isDraft: true):
      "it is a draft: stigmerup-publish channel publish \(version) --to \(channel)"
    case .noSuchRelease(_, _, let there, _):
      there.isEmpty ? "it lists nothing yet" : "it lists \(list(there))"
    case .otherRelease: "publish a new version"
    case .wrongProduct(_, let product, _):
      product == .stigmerup ? "--to stigmerup" : "--to stable, beta or dev"
    case .changedMeanwhile: "run the command again to see what it does now"
    case .lacksMainComponent(_, let component, _):
      "a release needs the component '\(component)' for every platform it has"
    default: nil
    }
  }

  private func list(_ versions: [Version]) -> String {
    versions.prefix(5).map(\.description).joined(separator: ", ")
      + (versions.count > 5 ? ", …" : "")
  }

  private func quoted(_ path: String) -> String { "'\(Printable.escaped(path, limit: 4000))'" }
}
