package import Host
package import Model
package import Settings
package import Store

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
  /// How old a release must be before `update` takes it, whatever the channel.
  package var minimumAge: TimeAmount
  package var minimumAges: [ChannelName: TimeAmount]
  /// How long nothing may have used what `gc` removes.
  package var unusedFor: TimeAmount
  /// Whether commands that change the home mention that a channel has moved.
  package var updateNotice: Bool
  /// What `settings.toml` says that this version does not know.
  package var unknownSettings: [Settings.UnknownKey]

  /// - Parameter home: `nil` before there is one.
  /// - Throws: ``FormatError`` for a settings file that cannot be read as one.
  package static func load(home: HomeFolder?, world: World) throws -> Configuration {
    let settings = try SettingsLayers(home: home, world: world).settings
    let environment = world.environment
    let repositories = environment.nonEmpty("STIGMERUP_REPOSITORY").map(list)
    return Configuration(
      profile: settings.profile,
      autoInstall: flag(environment.nonEmpty("STIGMERUP_AUTO_INSTALL")) ?? settings.autoInstall,
      selfUpdate: settings.selfUpdate,
      repositories: repositories ?? settings.repositories,
      certificateFile: environment.nonEmpty("STIGMERUP_CACERT") ?? settings.certificateFile,
      isOffline: flag(environment.nonEmpty("STIGMERUP_OFFLINE")) ?? false,
      minimumAge: settings.minimumAge, minimumAges: settings.minimumAges,
      unusedFor: settings.unusedFor, updateNotice: settings.updateNotice,
      unknownSettings: settings.unknownKeys)
  }

  /// How old a release of `channel` must be before `update` takes it.
  package func minimumAge(in channel: ChannelName) -> TimeAmount {
    minimumAges[channel] ?? minimumAge
  }

  /// The places named in a comma-separated list.
  package static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
      .filter { !$0.isEmpty }
  }

  static func flag(_ text: String?) -> Bool? {
    switch text?.lowercased() {
    case nil: nil
    case "0", "false", "no", "off": false
    default: true
    }
  }
}
