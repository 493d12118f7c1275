package import Model

/// `settings.toml` of a home: what a person chose once. Every value has a default.
package struct Settings: Sendable, Equatable {
  package static let fileName = "settings.toml"
  /// A settings file longer than this is not one.
  package static let longestFile = 64 << 10

  package var profile = Profile.standard
  /// Whether the shims and `run` install what is missing.
  package var autoInstall = true
  /// Whether `update` updates stigmerup too.
  package var selfUpdate = true
  /// Where releases come from: the repository and its mirrors, asked in this order.
  package var repositories: [String] = []
  /// A file of certificates to trust for TLS, besides none: it replaces the system's.
  package var certificateFile: String?
  /// How old a release must be before `update` takes it.
  package var minimumAge = TimeAmount.zero
  /// The same for single channels: it replaces ``minimumAge`` there.
  package var minimumAges: [ChannelName: TimeAmount] = [:]
  /// How long nothing may have used what `gc` removes.
  package var unusedFor = TimeAmount.days(30)
  /// Whether commands that change the home mention that a channel has moved.
  package var updateNotice = true
  /// The settings that this very file holds.
  package var ownNames: Set<SettingName> = []
  /// What this version does not know: kept in the file, and told by the commands that change the home.
  package var unknownKeys: [UnknownKey] = []

  package struct UnknownKey: Sendable, Equatable {
    package let name: String
    /// Where it stands, from 1.
    package let line: Int?
    /// The setting that was probably meant.
    package let meant: String?
  }

  package init() {}

  /// - Parameter base: What holds where the file says nothing: an administrator's settings.
  /// - Throws: ``FormatError`` with the line or key.
  package init(
    parsing bytes: [UInt8], path: String, over base: Settings = Settings()
  ) throws(FormatError) {
    self = base
    unknownKeys = []
    ownNames = []
    let root = try TOMLDocument.parse(bytes, document: "'\(path)'")
    for (name, field) in try root.namedFields() {
      SettingName(rawValue: name).map { _ = ownNames.insert($0) }
      switch name {
      case "profile": profile = try field.parsed(Profile.names) { Profile(rawValue: $0) }
      case "auto-install": autoInstall = try field.boolean()
      case "self-update": selfUpdate = try field.boolean()
      case "repository": repositories = try Self.texts(field)
      case "cacert": certificateFile = try field.string()
      case "min-release-age": minimumAge = try Self.amount(field)
      case "gc-unused-for": unusedFor = try Self.amount(field)
      case "update-notice": updateNotice = try field.boolean()
      case "stable": try read(.stable, field, in: bytes)
      case "beta": try read(.beta, field, in: bytes)
      case "dev": try read(.dev, field, in: bytes)
      default: note(unknown: name, at: name, in: bytes)
      }
    }
  }

  /// What holds for one channel.
  private mutating func read(_ channel: ChannelName, _ table: Field, in bytes: [UInt8])
    throws(FormatError)
  {
    for (name, field) in try table.namedFields() {
      guard name == "min-release-age" else {
        note(unknown: "\(channel).\(name)", at: channel.rawValue, in: bytes)
        continue
      }
      minimumAges[channel] = try Self.amount(field)
      SettingName(rawValue: "\(channel).\(name)").map { _ = ownNames.insert($0) }
    }
  }

  /// - Parameter place: The key or table that stands at a line's beginning.
  private mutating func note(unknown name: String, at place: String, in bytes: [UInt8]) {
    let file = TOMLEditor(String(decoding: bytes, as: UTF8.self))
    unknownKeys.append(
      UnknownKey(
        name: name, line: file.lineNumber(of: place),
        meant: Suggestion.nearest(to: name, among: SettingName.allCases.map(\.rawValue))))
  }

  private static func amount(_ field: Field) throws(FormatError) -> TimeAmount {
    try field.parsed(TimeAmount.form) { TimeAmount($0) }
  }

  /// One text, or a list of them.
  private static func texts(_ field: Field) throws(FormatError) -> [String] {
    if case .string(let text) = field.value { return [text] }
    var texts: [String] = []
    for element in try field.elements(limit: 100) { texts.append(try element.string()) }
    return texts
  }
}
