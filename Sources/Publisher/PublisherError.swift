package import Model

/// What keeps the publisher from doing its work.
package enum PublisherError: UserError, Equatable {
  case notEmpty(String)
  case notARepository(String)
  case keyMissing(role: String, folder: String)
  case keyOpenToOthers(String)
  case keyNotTrusted(role: String, file: String)
  case needsPassphrase(String)
  case policyMissing(String)
  case sealed(Version, channels: [ChannelName])
  case noDraft(Version, drafts: [Version])
  case noSuchRelease(Version, channel: ChannelName, there: [Version])
  case otherRelease(Version, channel: ChannelName)
  case wrongProduct(Version, product: Product, channel: ChannelName)
  case mixedComponents
  case emptyRelease(Version)
  case noComponentFile(ComponentName, path: String)
  case smokeTestNamesNoProgram(String)
  case policyBroken(channel: ChannelName, line: String, problem: String)

  package var message: String {
    switch self {
    case .notEmpty(let path): "'\(path)' is there already, and is not an empty folder"
    case .notARepository(let path): "'\(path)' is not a repository: it has no metadata/timestamp.json"
    case .keyMissing(let role, let folder): "the key of role '\(role)' is not in '\(folder)'"
    case .keyOpenToOthers(let path): "the secret key '\(path)' can be read by others"
    case .keyNotTrusted(let role, let file):
      "the key in '\(file)' is not one that the repository trusts for role '\(role)'"
    case .needsPassphrase(let path): "the secret key '\(path)' is encrypted, and no passphrase was given"
    case .policyMissing(let path): "'\(path)' is missing"
    case .sealed(let version, let channels):
      "\(version) is published already, in \(Self.list(channels.map(\.rawValue))); releases are immutable"
    case .noDraft(let version, _): "there is no draft of \(version), and no channel lists it"
    case .noSuchRelease(let version, let channel, _): "channel '\(channel)' does not list \(version)"
    case .otherRelease(let version, let channel):
      "channel '\(channel)' lists \(version) with other bytes; releases are immutable"
    case .wrongProduct(let version, let product, let channel):
      "\(version) is a release of \(product.rawValue), and channel '\(channel)' is for \(channel.product.rawValue)"
    case .mixedComponents: "a release of stigmerup has the component 'stigmerup' and no other"
    case .emptyRelease(let version): "the draft of \(version) has no component"
    case .noComponentFile(let name, let path): "component '\(name)': there is no file or folder '\(path)'"
    case .smokeTestNamesNoProgram(let text):
      "the smoke test '\(text)' does not begin with a program of this release"
    case .policyBroken(let channel, let line, let problem):
      "the policy of channel '\(channel)' refuses it: \(problem) (\(line))"
    }
  }

  package var hint: String? {
    switch self {
    case .notEmpty: "choose another folder"
    case .notARepository: "make one: stigmerup-publish init DIR --keys DIR"
    case .keyMissing(_, let folder): "use the folder with the keys: --keys DIR (looked in '\(folder)')"
    case .keyOpenToOthers(let path): "chmod 600 '\(path)'"
    case .keyNotTrusted: "use the keys that this repository was made with"
    case .needsPassphrase: "set STIGMERUP_PUBLISH_PASSPHRASE, or run it on a terminal"
    case .policyMissing: "write it, or leave out --policies for the built-in ones"
    case .sealed: "publish a new version"
    case .noDraft(let version, let drafts):
      drafts.isEmpty
        ? "stigmerup-publish release add --version \(version) …"
        : "drafts: \(Self.list(drafts.map(\.description)))"
    case .noSuchRelease(_, let channel, let there):
      there.isEmpty
        ? "channel '\(channel)' lists nothing yet" : "it lists \(Self.list(there.prefix(5).map(\.description)))"
    case .otherRelease: "publish a new version"
    case .wrongProduct(_, let product, _):
      product == .stigmerup ? "--to stigmerup" : "--to stable, beta or dev"
    case .mixedComponents, .emptyRelease, .noComponentFile, .smokeTestNamesNoProgram: nil
    case .policyBroken: "mend the release, or change the policy beside the keys"
    }
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
