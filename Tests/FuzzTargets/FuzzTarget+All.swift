extension FuzzTarget {
  /// Every parser of bytes from outside, by name.
  package static let all: [FuzzTarget] = [
    .json, .root, .timestamp, .snapshot, .targets, .manifest, .channelIndex, .releaseList,
    .fileList, .fileListObject, .archive, .frame, .settings, .pin, .lock, .tomlEditor, .overrides,
    .generations, .records, .version, .selector, .values, .location, .responseHead,
  ]

  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
