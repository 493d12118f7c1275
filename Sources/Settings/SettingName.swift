package import Model

/// The settings that a person can change, by the names that they have in `settings.toml`; a dot stands before a key of a table.
package enum SettingName: String, CaseIterable, Sendable {
  case profile
  case autoInstall = "auto-install"
  case selfUpdate = "self-update"
  case updateNotice = "update-notice"
  case repository
  case cacert
  case minReleaseAge = "min-release-age"
  case stableMinReleaseAge = "stable.min-release-age"
  case betaMinReleaseAge = "beta.min-release-age"
  case devMinReleaseAge = "dev.min-release-age"
  case gcUnusedFor = "gc-unused-for"

  /// The table of the file that holds it; empty for the keys before the first table.
  private var table: String { channel?.rawValue ?? "" }

  private var key: String { rawValue.split(separator: ".").last.map(String.init) ?? rawValue }

  /// The channel that it holds for.
  private var channel: ChannelName? {
    switch self {
    case .stableMinReleaseAge: .stable
    case .betaMinReleaseAge: .beta
    case .devMinReleaseAge: .dev
    default: nil
    }
  }

  /// As a person types it; `nil` where nothing is set and there is no default.
  package func text(in settings: Settings) -> String? {
    switch self {
    case .profile: settings.profile.rawValue
    case .autoInstall: "\(settings.autoInstall)"
    case .selfUpdate: "\(settings.selfUpdate)"
    case .updateNotice: "\(settings.updateNotice)"
    case .repository:
      settings.repositories.isEmpty ? nil : settings.repositories.joined(separator: ",")
    case .cacert: settings.certificateFile
    case .minReleaseAge: settings.minimumAge.description
    case .stableMinReleaseAge, .betaMinReleaseAge, .devMinReleaseAge:
      channel.flatMap { settings.minimumAges[$0]?.description }
    case .gcUnusedFor: settings.unusedFor.description
    }
  }

  /// A value that a person typed, as TOML.
  ///
  /// - Throws: ``SettingError/badValue(_:for:wanted:)``.
  private func literal(_ text: String) throws(SettingError) -> String {
    switch self {
    case .profile:
      guard Profile(rawValue: text) != nil else { throw bad(text, Profile.names) }
      return TOMLEditor.quoted(text)
    case .autoInstall, .selfUpdate, .updateNotice:
      switch text {
      case "true", "yes", "on", "1": return "true"
      case "false", "no", "off", "0": return "false"
      default: throw bad(text, "true or false")
      }
    case .repository:
      let places = text.split(separator: ",").map { $0.filter { $0 != " " } }
        .filter { !$0.isEmpty }
      guard let first = places.first else { throw bad(text, "one location, or a list with commas") }
      return places.count == 1 ? TOMLEditor.quoted(first) : TOMLEditor.quoted(places)
    case .cacert:
      guard !text.isEmpty else { throw bad(text, "a file of certificates") }
      return TOMLEditor.quoted(text)
    case .minReleaseAge, .stableMinReleaseAge, .betaMinReleaseAge, .devMinReleaseAge, .gcUnusedFor:
      guard let amount = TimeAmount(text) else { throw bad(text, TimeAmount.form) }
      return TOMLEditor.quoted(amount.description)
    }
  }

  private func bad(_ text: String, _ wanted: String) -> SettingError {
    .badValue(text, for: rawValue, wanted: wanted)
  }

  /// `text` with this setting changed and everything else as it was.
  ///
  /// - Parameter value: As a person types it; `nil` takes the setting out.
  /// - Throws: ``SettingError``; also for a file whose form the editor does not understand.
  package func text(
    setting value: String?, in text: String, path: String
  ) throws -> String {
    var editor = TOMLEditor(text)
    if let value {
      editor.set(key, in: table, to: try literal(value))
    } else {
      editor.remove(key, from: table)
    }
    let changed: Settings
    do {
      changed = try Settings(parsing: Array(editor.text.utf8), path: path)
    } catch {
      throw SettingError.cannotEdit(path, rawValue)
    }
    guard changed.ownNames.contains(self) == (value != nil) else {
      throw SettingError.cannotEdit(path, rawValue)
    }
    return editor.text
  }
}
