import Model

enum ForgedDraft {
  /// `json` with another value at `path`; `nil` takes the member away.
  static func setting(_ json: JSON, _ path: ArraySlice<String>, to value: JSON?) -> JSON {
    guard let name = path.first else { return value ?? .null }
    var members = JSON.Members()
    if case .object(let present) = json { members = present }
    members[name] =
      path.count == 1
      ? value
      : setting(members[name] ?? .object(JSON.Members()), path.dropFirst(), to: value)
    return .object(members)
  }
}
