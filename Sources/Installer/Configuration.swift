package import Host
package import Model
package import Settings
package import Store
private import SystemPackage

/// What holds for one command: its options, over the environment, over `settings.toml`, over the defaults.
package struct Configuration: Sendable {
  package var profile: Profile
  package var autoInstall: Bool
  package var selfUpdate: Bool
  /// Where releases come from, asked in this order.
  package var repositories: [String]
  package var certificateFile: String?
  /// Whether nothing may be fetched.
  package var isOffline: Bool
  /// What `settings.toml` says that this version does not know.
  package var unknownSettings: [Settings.UnknownKey]

  /// - Parameter home: `nil` before there is one.
  /// - Throws: ``FormatError`` for a settings file that cannot be read as one.
  package static func load(home: HomeFolder?, world: World) throws -> Configuration {
    var settings = Settings()
    if let home,
      let bytes = try home.root.readFileIfPresent(Settings.fileName, limit: Settings.longestFile)
    {
      settings = try Settings(
        parsing: bytes, path: home.path.appending(Settings.fileName).string)
    }
    let environment = world.environment
    let repositories = environment.nonEmpty("STIGMERUP_REPOSITORY").map(list)
    return Configuration(
      profile: settings.profile,
      autoInstall: flag(environment.nonEmpty("STIGMERUP_AUTO_INSTALL")) ?? settings.autoInstall,
      selfUpdate: settings.selfUpdate,
      repositories: repositories ?? settings.repositories,
      certificateFile: environment.nonEmpty("STIGMERUP_CACERT") ?? settings.certificateFile,
      isOffline: flag(environment.nonEmpty("STIGMERUP_OFFLINE")) ?? false,
      unknownSettings: settings.unknownKeys)
  }

  /// The places named in a comma-separated list.
  package static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
      .filter { !$0.isEmpty }
  }

  private static func flag(_ text: String?) -> Bool? {
    switch text?.lowercased() {
    case nil: nil
    case "0", "false", "no", "off": false
    default: true
    }
  }
}
