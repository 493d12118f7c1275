package import Model

/// A release that cannot be added, or a draft that cannot be used.
package enum DraftError: UserError, Equatable {
  case unusable(path: String, reason: String)
  case sealed(Version, channels: [ChannelName])
  case none(Version, product: Product, drafts: [Version])
  case mixedComponents
  case noFile(ComponentName, path: String)
  case wrongMachine(ComponentName, path: String, found: String, platform: Platform)
  case wrongFormat(path: String, found: ProgramFormat, platform: Platform)
  case noManager(path: String)
  case otherManager(path: String, answer: String, version: Version)
  case smokeTestNamesNoProgram(String, programs: [String])

  package var message: String {
    switch self {
    case .unusable(_, let reason): reason
    case .sealed(let version, let channels):
      "\(version) is published already, in \(Self.list(channels.map(\.rawValue))): releases are immutable"
    case .none(let version, let product, _): "there is no draft of \(product.rawValue) \(version)"
    case .mixedComponents: "a release of stigmerup has the component 'stigmerup' and no other"
    case .noFile(let name, let path):
      "component '\(name)': there is no file or folder '\(Printable.escaped(path, limit: 4000))'"
    case .wrongMachine(let name, let path, let found, let platform):
      "component '\(name)': '\(Printable.escaped(path, limit: 4000))' is built for \(found), not for \(platform)"
    case .wrongFormat(let path, let found, let platform):
      "'\(Printable.escaped(path, limit: 4000))' is \(found.text), and does not run on \(platform)"
    case .noManager(let path):
      "'\(Printable.escaped(path, limit: 4000))' brings no program 'stigmerup'"
    case .otherManager(let path, let answer, let version):
      "'\(Printable.escaped(path, limit: 4000)) --version' should say 'stigmerup \(version)', and says "
        + "'\(Printable.escaped(answer))'"
    case .smokeTestNamesNoProgram(let text, _):
      "the smoke test '\(Printable.escaped(text))' does not begin with a program of this release"
    }
  }

  package var hint: String? {
    switch self {
    case .unusable(let path, _): "remove '\(Printable.escaped(path, limit: 4000))' and add it again"
    case .sealed: "publish a new version"
    case .none(_, _, let drafts):
      drafts.isEmpty ? "there are no drafts" : "drafts: \(Self.list(drafts.map(\.description)))"
    case .wrongMachine: "name the platform that it was built for: --platform"
    case .smokeTestNamesNoProgram(_, let programs):
      programs.isEmpty ? nil : "it brings \(Self.list(programs))"
    case .wrongFormat(_, .other, let platform):
      "a program for \(platform) is \(ProgramFormat.native(to: platform).text), or a script that "
        + "begins with '#!'"
    case .wrongFormat: "name the platform that it was built for: --platform"
    case .otherManager: "name the version that it was built as: --version"
    case .noManager: "name the folder of a built stigmerup: --component stigmerup=FOLDER"
    case .mixedComponents, .noFile: nil
    }
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
