import Host
import Installer
import Model
import Settings
import Store
import SystemPackage
import Transport

/// Reads and writes one setting of `settings.toml`.
enum SettingReading {
  /// - Throws: ``SettingError/unknown(_:meant:)``.
  static func name(_ text: String) throws -> SettingName {
    guard let name = SettingName(rawValue: text) else {
      throw SettingError.unknown(
        text,
        meant: Suggestion.nearest(to: text, among: SettingName.allCases.map(\.rawValue)))
    }
    return name
  }

  /// Changes the file under the home's lock.
  ///
  /// - Parameter value: `nil` takes the setting out.
  /// - Returns: Whether the file said something else before.
  static func change(_ name: SettingName, to value: String?, in session: Session) throws -> Bool {
    let path = session.home.path.appending(Settings.fileName).string
    let writer = try session.writer()
    let bytes = try session.home.root
      .readFileIfPresent(Settings.fileName, limit: Settings.longestFile)
    // A file that cannot be understood is not edited.
    _ = try bytes.map { try Settings(parsing: $0, path: path) }
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    let changed = try name.text(setting: value, in: text, path: path)
    guard changed != text else { return false }
    try writer.saveSettings(changed)
    return true
  }

  /// What the form of a text does not tell: whether it leads somewhere.
  ///
  /// - Returns: The value to write down.
  static func checked(
    _ value: String, for name: SettingName, in world: World
  ) throws -> String {
    switch name {
    case .repository:
      for place in Configuration.list(value) { _ = try RepositoryLocation(place) }
      return value
    case .cacert:
      guard !value.isEmpty else { return value }
      let path = try world.absolute(value)
      let folder = try Directory(path.removingLastComponent())
      _ = try folder.openFile(path.lastComponent?.string ?? ".")
      return path.string
    default: return value
    }
  }
}
