import Model
import Trust

/// Texts from the command line as values, each with an error that says what was meant.
enum ArgumentReading {
  static func channel(_ text: String) throws -> ChannelName {
    if let channel = ChannelName(rawValue: text) { return channel }
    let meant = Suggestion.nearest(to: text, among: ChannelName.allCases.map(\.rawValue))
    throw UsageError.unknownChannel(text, meant: meant)
  }

  static func version(_ text: String) throws -> Version {
    if let version = Version(typed: text) { return version }
    let padded = ["\(text).0", "\(text).0.0"].first { Version(typed: $0) != nil }
    throw UsageError.notAVersion(text, meant: padded)
  }

  /// A version and the channels it goes to or from, as `channel publish` and `channel promote` have them.
  ///
  /// - Parameter example: The command as it should be, made of a version.
  static func release(
    _ version: String, _ channels: [String], example: (_ version: String, _ first: String) -> String
  ) throws -> (version: Version, channels: [ChannelName]) {
    if ChannelName(rawValue: version) != nil,
      let swapped = channels.first(where: { Version(typed: $0) != nil })
    {
      throw UsageError.swapped(command: example(swapped, version))
    }
    return (try Self.version(version), try channels.map { try channel($0) })
  }

  /// `ROLE=REST`, cut at the first `=`.
  static func role(_ text: String, form: String) throws -> (RoleName, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw UsageError.malformed(text, form: form)
    }
    return (RoleName(String(parts[0])), String(parts[1]))
  }

  static func platform(_ text: String) throws -> Platform {
    if let platform = Platform(text) { return platform }
    let names = Platform.all.map(\.description)
    let meant = Suggestion.nearest(to: text, among: names)
    throw UsageError.notA(
      text, option: "--platform",
      example: meant.map { "did you mean \($0)?" }
        ?? "the platforms are \(names.joined(separator: ", "))")
  }

  /// `NAME=REST`, cut at the first `=`.
  static func component(_ text: String, form: String) throws -> (name: ComponentName, rest: String)
  {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = ComponentName(String(parts[0])), !parts[1].isEmpty else {
      throw UsageError.malformed(text, form: form)
    }
    return (name, String(parts[1]))
  }
}
