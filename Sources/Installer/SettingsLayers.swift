package import Host
private import Model
package import Settings
package import Store
package import SystemPackage

/// Where settings come from: the home's `settings.toml`, over the administrator's, over the defaults.
package struct SettingsLayers: Sendable {
  /// What holds, environment variables left out.
  package let settings: Settings
  /// What holds on this machine for all its users.
  private let shared: Settings
  private let sharedPath: FilePath
  private let ownPath: FilePath?
  private let environment: Environment

  /// Where one setting's value comes from.
  package enum Source: Sendable, Equatable {
    case `default`
    case file(FilePath)
    case variable(String)
  }

  /// - Parameter home: `nil` before there is one.
  /// - Throws: ``FormatError`` for a file that cannot be read as one.
  package init(home: HomeFolder?, world: World) throws {
    environment = world.environment
    sharedPath = Self.sharedPath(in: environment)
    ownPath = home?.path.appending(Settings.fileName)
    shared = try Self.read(sharedPath)
    if let home, let ownPath,
      let bytes = try home.root.readFileIfPresent(Settings.fileName, limit: Settings.longestFile)
    {
      settings = try Settings(parsing: bytes, path: ownPath.string, over: shared)
    } else {
      var fallback = shared
      fallback.ownNames = []
      settings = fallback
    }
  }

  private static func sharedPath(in environment: Environment) -> FilePath {
    FilePath(environment.nonEmpty("STIGMERUP_SYSTEM_SETTINGS") ?? "/etc/stigmerup/settings.toml")
  }

  private static func read(_ path: FilePath) throws -> Settings {
    let folder: Directory
    do throws(HostError) {
      folder = try Directory(path.removingLastComponent())
    } catch  where error.isNotFound {
      return Settings()
    }
    guard let name = path.lastComponent?.string,
      let bytes = try folder.readFileIfPresent(name, limit: Settings.longestFile)
    else { return Settings() }
    return try Settings(parsing: bytes, path: path.string)
  }

  /// The value that holds, as a person types it, and where it comes from; `nil` when there is none at all.
  package func value(of name: SettingName) -> (text: String?, source: Source) {
    if let variable = Self.variable(of: name), let text = environment.nonEmpty(variable) {
      return (
        name == .autoInstall ? "\(Configuration.flag(text) ?? true)" : text, .variable(variable)
      )
    }
    return (name.text(in: settings), fileSource(of: name))
  }

  private func fileSource(of name: SettingName) -> Source {
    if let ownPath, settings.ownNames.contains(name) { return .file(ownPath) }
    return shared.ownNames.contains(name) ? .file(sharedPath) : .default
  }

  /// The variable that beats a setting.
  private static func variable(of name: SettingName) -> String? {
    switch name {
    case .repository: "STIGMERUP_REPOSITORY"
    case .cacert: "STIGMERUP_CACERT"
    case .autoInstall: "STIGMERUP_AUTO_INSTALL"
    default: nil
    }
  }
}
