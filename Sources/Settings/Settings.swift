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
  /// What this version does not know: kept in the file, and told by the commands that change the home.
  package var unknownKeys: [UnknownKey] = []

  package struct UnknownKey: Sendable, Equatable {
    package let name: String
    /// Where it stands, from 1.
    package let line: Int?
    /// The setting that was probably meant.
    package let meant: String?
  }

  private static let keys = ["profile", "auto-install", "self-update", "repository", "cacert"]

  package init() {}

  /// - Throws: ``FormatError`` with the line or key.
  package init(parsing bytes: [UInt8], path: String) throws(FormatError) {
    let root = try TOMLDocument.parse(bytes, document: "'\(path)'")
    for (name, field) in try root.namedFields() {
      switch name {
      case "profile": profile = try field.parsed(Profile.names) { Profile(rawValue: $0) }
      case "auto-install": autoInstall = try field.boolean()
      case "self-update": selfUpdate = try field.boolean()
      case "repository": repositories = try Self.texts(field)
      case "cacert": certificateFile = try field.string()
      default:
        let file = TOMLEditor(String(decoding: bytes, as: UTF8.self))
        unknownKeys.append(
          UnknownKey(
            name: name, line: file.lineNumber(of: name),
            meant: Suggestion.nearest(to: name, among: Self.keys)))
      }
    }
  }

  /// One text, or a list of them.
  private static func texts(_ field: Field) throws(FormatError) -> [String] {
    if case .string(let text) = field.value { return [text] }
    var texts: [String] = []
    for element in try field.elements(limit: 100) { texts.append(try element.string()) }
    return texts
  }
}
